// Starts the scripts of a page. Without scripts a page is still complete: text, links, and a form to print.

import { setUpParts } from "./parts.js";
import { build } from "./site.js";
import * as store from "./store.js";

/** Aborted when the client leaves the page, which ends its listeners. */
let page = new AbortController();

/** Set up the current page; called again after each instant navigation. */
function start() {
  page.abort();
  const content = /** @type {HTMLElement | null} */ (document.querySelector("[data-wb-version]"));
  // Instant navigation may have brought a page of a newer build, which needs its own scripts and words.
  if (content && content.dataset.wbVersion?.split("-")[0] !== build) return location.reload();
  page = new AbortController();
  const { signal } = page;
  setUpParts(signal);
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
