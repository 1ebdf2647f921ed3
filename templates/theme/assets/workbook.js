// What a page can do more with scripts. Without them every page is whole: text, links, a form to print.

import * as store from "./store.js";

/** Ends what belongs to the page that is left. */
let page = new AbortController();

/**
 * Each part of a page that a script brings to life, and how.
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

/** Bring the page that is shown to life; called again after each instant navigation. */
function start() {
  page.abort();
  page = new AbortController();
  for (const [selector, enliven] of Object.entries(PARTS)) {
    const found = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)]);
    if (found.length) enliven(found, page.signal);
  }
  if ("serviceWorker" in navigator && window.isSecureContext) {
    const { signal } = page;
    // Nothing else of the page waits for this.
    setTimeout(() => signal.aborted || import("./offline.js").then(({ prepare }) => prepare()), 2000);
  }
}

window.addEventListener("beforeunload", (event) => {
  if (store.atRisk()) event.preventDefault();
});
const theme = /** @type {{document$?: {subscribe: (start: () => void) => void}}} */ (/** @type {unknown} */ (window));
if (theme.document$) theme.document$.subscribe(start);
else start();
