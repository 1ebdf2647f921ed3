// Sets up the interactive parts of a page, each with a script that is loaded only where the part is.

import { isBeginsKey } from "./ids.js";
import * as store from "./store.js";

/** @typedef {(found: HTMLElement[], signal: AbortSignal) => Promise<unknown>} SetUp */

/** The functions that set up the interactive parts of a page, by the selector of the part. One that fails does not stop the others. @type {[string, SetUp][]} */
const PARTS = [
  ["[data-wb-form]", async ([form], signal) => {
    const [{ enliven }] = await Promise.all([import("./living.js"), store.ready]);
    if (!signal.aborted) enliven(/** @type {HTMLFormElement} */ (form), signal);
  }],
  ["[data-wb-form]", async ([form], signal) => {
    // Rows are added before answers are shown in them.
    const [{ open }] = await Promise.all([import("./sheet.js"), store.ready, import("./living.js").catch(() => {})]);
    if (!signal.aborted) open(/** @type {HTMLFormElement} */ (form), signal);
  }],
  ["[data-wb-form]", async ([form], signal) => {
    const [{ prepare }] = await Promise.all([import("./paper.js"), store.ready]);
    if (!signal.aborted) prepare(/** @type {HTMLFormElement} */ (form), signal);
  }],
  ["[data-wb-handout]", async ([form], signal) => {
    const [{ open }] = await Promise.all([import("./handout.js"), store.ready]);
    if (!signal.aborted) open(/** @type {HTMLFormElement} */ (form), signal);
  }],
  ["[data-wb-recording]", async (recordings, signal) => {
    const { prepare } = await import("./recordings.js");
    for (const recording of recordings) prepare(recording, signal);
  }],
  ["[data-wb-answers]", async (panels, signal) => {
    const [{ open }] = await Promise.all([import("./panel.js"), store.ready]);
    if (!signal.aborted) for (const panel of panels) open(panel, signal);
  }],
  ["[data-wb-sheet], [data-wb-measures]", async (_, signal) => {
    const [{ follow }] = await Promise.all([import("./progress.js"), store.ready]);
    if (!signal.aborted) await follow(signal);
  }],
  ["[data-wb-home]", async ([place], signal) => {
    await store.ready;
    if (signal.aborted || ![...store.answers().keys()].some(isBeginsKey)) return;
    await (await import("./home.js")).list(place, signal);
  }],
  ["[data-wb-begin]", async ([place], signal) => {
    const [{ open }] = await Promise.all([import("./begin.js"), store.ready]);
    if (!signal.aborted) open(place, signal);
  }],
  ["[data-wb-kept]", async ([place], signal) => {
    const [{ list }] = await Promise.all([import("./kept.js"), store.ready]);
    if (!signal.aborted) list(place, signal);
  }],
  ["[data-wb-lists]", async (_, signal) => {
    await store.ready;
    if (store.settings("without:").length) (await import("./hiding.js")).follow(signal);
  }],
  ["[data-wb-index]", async ([index]) => (await import("./worksheets.js")).filter(index)],
];

/** Set up all parts of the page until the client leaves it. @param {AbortSignal} signal */
export async function setUpParts(signal) {
  // The page of a worksheet keeps answers only once its form is connected.
  if (document.querySelector("[data-wb-form]")) document.documentElement.classList.remove("wb-keeps");
  else store.ready.then(() => document.documentElement.classList.toggle("wb-keeps", !store.problem()));
  // The address may be a personal link.
  const welcome = () => location.hash.startsWith("#for=") && import("./personallink.js").then(({ propose }) => propose(signal));
  welcome();
  window.addEventListener("hashchange", welcome, { signal });
  let parts = new AbortController();
  signal.addEventListener("abort", () => parts.abort());
  const open = () => {
    parts.abort();
    parts = new AbortController();
    for (const [selector, setUp] of PARTS) {
      const found = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)]);
      if (found.length) setUp(found, parts.signal).catch(reportError);
    }
  };
  const times = /** @type {HTMLElement | null} */ (document.querySelector("[data-wb-times]"));
  /** When the page shows what is kept. @type {Promise<unknown>} */
  const ready = times
    ? Promise.all([import("./times.js"), store.ready]).then(([{ choose }]) => { if (!signal.aborted) choose(times, signal, open); })
    : store.ready;
  if (!times) open();
  // A press of a button counts also before the answers are read.
  document.addEventListener("click", ({ target }) => {
    const button = /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest("[data-wb-do]") : null);
    const panel = /** @type {HTMLElement | null} */ (button?.closest("[data-wb-answers]") ?? null);
    if (button && panel) Promise.all([import("./panel.js"), ready]).then(([{ press }]) => press(panel, button)).catch(reportError);
  }, { signal });
  await ready;
}
