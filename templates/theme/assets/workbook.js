// Starts the scripts of a page. Without scripts a page is still complete: text, links, and a form to print.

import * as store from "./store.js";

/** The folder of these scripts, whose name is a digest. */
const build = import.meta.url.split("/").at(-2);

/** Aborted when the client leaves the page, which ends its listeners. */
let page = new AbortController();

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
  ["[data-wb-answers]", async (panels, signal) => {
    const [{ open }] = await Promise.all([import("./panel.js"), store.ready]);
    if (!signal.aborted) for (const panel of panels) open(panel, signal);
  }],
  ["[data-wb-sheet], [data-wb-measures]", async (_, signal) => {
    const [{ follow }] = await Promise.all([import("./progress.js"), store.ready]);
    if (!signal.aborted) follow(signal);
  }],
  ["[data-wb-kept]", async ([place], signal) => {
    const [{ list }] = await Promise.all([import("./kept.js"), store.ready]);
    if (!signal.aborted) list(place, signal);
  }],
  ["[data-wb-index]", async ([index]) => (await import("./worksheets.js")).filter(index)],
];

/** Set up the current page; called again after each instant navigation. */
function start() {
  page.abort();
  const content = /** @type {HTMLElement | null} */ (document.querySelector("[data-wb-version]"));
  // Instant navigation may have brought a page of a newer build, which needs its own scripts and words.
  if (content && content.dataset.wbVersion?.split("-")[0] !== build) return location.reload();
  page = new AbortController();
  const { signal } = page;
  // The page of a worksheet keeps answers only once its form is connected.
  if (document.querySelector("[data-wb-form]")) document.documentElement.classList.remove("wb-keeps");
  else store.ready.then(() => document.documentElement.classList.toggle("wb-keeps", !store.problem()));
  for (const [selector, setUp] of PARTS) {
    const found = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)]);
    if (found.length) setUp(found, signal).catch(reportError);
  }
  if ("serviceWorker" in navigator && window.isSecureContext) {
    // Wait, so that it does not slow down the rest of the page.
    setTimeout(() => signal.aborted || import("./offline.js").then(({ prepare }) => prepare(signal)), 2000);
  }
}

window.addEventListener("beforeunload", (event) => {
  if (store.atRisk()) event.preventDefault();
});
const theme = /** @type {{document$?: {subscribe: (start: () => void) => void}}} */ (/** @type {unknown} */ (window));
if (theme.document$) theme.document$.subscribe(start);
else start();
