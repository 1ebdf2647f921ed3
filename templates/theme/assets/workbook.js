// Starts the scripts of a page. Without scripts a page is still complete: text, links, and a form to print.

import * as store from "./store.js";

/** The folder of these scripts, whose name is a digest. */
const build = import.meta.url.split("/").at(-2);

/** Aborted when the client leaves the page, which ends its listeners. */
let page = new AbortController();

/**
 * The function that sets up each interactive part of a page, by the selector of the part.
 * @type {Record<string, (found: HTMLElement[], signal: AbortSignal) => Promise<unknown>>}
 */
const PARTS = {
  "[data-wb-form]": async ([form], signal) => {
    const [sheet, paper, fields] = await Promise.all([
      import("./sheet.js"), import("./paper.js"), import("./living.js"),
    ]);
    if (signal.aborted) return;
    fields.enliven(/** @type {HTMLFormElement} */ (form), signal);
    sheet.open(/** @type {HTMLFormElement} */ (form), signal);
    paper.prepare(/** @type {HTMLFormElement} */ (form), signal);
  },
  "[data-wb-answers]": async (panels, signal) => {
    for (const panel of panels) {
      panel.addEventListener("click", async ({ target }) => {
        const button = target instanceof Element ? target.closest("[data-wb-do]") : null;
        if (button) (await import("./transfer.js")).act(panel, /** @type {HTMLElement} */ (button).dataset.wbDo ?? "");
      }, { signal });
    }
  },
  "[data-wb-sheet], [data-wb-measures]": async (_, signal) => {
    const { follow } = await import("./progress.js");
    follow(signal);
  },
  "[data-wb-index]": async ([index]) => (await import("./worksheets.js")).filter(index),
};

/** Set up the current page; called again after each instant navigation. */
function start() {
  page.abort();
  const content = /** @type {HTMLElement | null} */ (document.querySelector("[data-wb-version]"));
  // Instant navigation may have brought a page of a newer build, which needs its own scripts and words.
  if (content && content.dataset.wbVersion?.split("-")[0] !== build) return location.reload();
  page = new AbortController();
  for (const [selector, setUp] of Object.entries(PARTS)) {
    const found = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)]);
    if (found.length) setUp(found, page.signal);
  }
  if ("serviceWorker" in navigator && window.isSecureContext) {
    const { signal } = page;
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
