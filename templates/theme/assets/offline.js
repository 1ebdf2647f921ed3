// Keeps the program that the client visits on this device, says when it works without a network, and when
// there is a newer version of the page.

import { site } from "./site.js";
import { make, say } from "./words.js";

/** Files that are not kept because a page has loaded them: PDFs are listed, and recordings are too large. */
const LARGE = /\.(?:pdf|mp3|m4a|mp4)$/;

/** @typedef {{pages?: boolean, downloads?: boolean, version?: string}} Kept What the service worker answers. */

/** Register the service worker, and let it keep the program that this page belongs to. @param {AbortSignal} signal */
export async function prepare(signal) {
  const note = /** @type {HTMLElement | null} */ (document.querySelector("[data-wb-offline]"));
  const status = () => {
    const kept = note?.dataset.wbOffline;
    if (!note || !kept) return;
    if (kept === "all") note.textContent = say(navigator.onLine ? "offline_ready" : "offline");
    else note.textContent = say(navigator.onLine ? "offline_partly" : "offline_without");
  };
  const ask = async () => {
    const worker = (await navigator.serviceWorker.ready).active;
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => {
      if (signal.aborted) return;
      const { pages, downloads, version } = /** @type {Kept} */ (data);
      if (note) note.dataset.wbOffline = pages ? downloads ? "all" : "pages" : "";
      status();
      if (version && version !== shown()) tellOfNewVersion();
    };
    worker?.postMessage(wanted(), [channel.port2]);
  };
  try {
    await navigator.serviceWorker.register(`${site}service-worker.js`, { scope: site, updateViaCache: "none" });
    await ask();
  } catch {
    return; // The host or the browser does not allow service workers: the page still works online.
  }
  window.addEventListener("offline", status, { signal });
  window.addEventListener("online", () => (status(), ask()), { signal });
  document.addEventListener("visibilitychange", () => document.hidden || ask(), { signal });
}

/** The version of this page. */
const shown = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-wb-version]"))?.dataset.wbVersion;

/** What the service worker should keep for this page. */
function wanted() {
  const start = location.origin + site;
  const home = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".wb-menu__program a"));
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(start) && !LARGE.test(name));
  const connection = /** @type {{connection?: {saveData?: boolean}}} */ (navigator).connection;
  return {
    page: location.href,
    version: shown(),
    program: home ? new URL("./", home.href).href.slice(start.length) : "",
    loaded: [...new Set(loaded)],
    downloads: !connection?.saveData,
  };
}

/** Offer the newer version. The page is not loaded by itself: somebody may be typing. */
function tellOfNewVersion() {
  const content = document.querySelector("[data-wb-version]");
  if (!content || content.querySelector(".wb-news")) return;
  const load = make("button", { type: "button", class: "wb-button wb-button--main" }, say("page_load"));
  const later = make("button", { type: "button", class: "wb-button" }, say("page_later"));
  const news = make("div", { class: "wb-news md-typeset" });
  const words = make("p", { role: "status" });
  load.onclick = () => location.reload();
  later.onclick = () => (news.hidden = true); // it is not offered again on this page
  news.append(words, load, later);
  content.append(news);
  words.textContent = say("page_new"); // screen readers only read what is added to a status
}
