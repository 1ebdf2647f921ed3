// Stores the program that the client visits on this device, and shows when it is available offline.

import { site } from "./store.js";
import { say } from "./words.js";

/** Register the service worker, and let it fetch the program that this page belongs to. */
export async function prepare() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".wb-menu a[href], [data-wb-pdf]"));
  const note = /** @type {HTMLElement | null} */ (document.querySelector("[data-wb-offline]"));
  const status = () => {
    if (note?.dataset.wbOffline === "ready") note.textContent = say(navigator.onLine ? "offline_ready" : "offline");
  };
  window.ononline = window.onoffline = status;
  try {
    await navigator.serviceWorker.register(`${site}service-worker.js`, { scope: site });
    const worker = (await navigator.serviceWorker.ready).active;
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => {
      if (note && data.kept) note.dataset.wbOffline = "ready";
      status();
    };
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    const urls = [...new Set([location.href, ...[...links].map((link) => link.href), ...loaded])]
      .map((url) => url.split("#")[0])
      .filter((url) => url.startsWith(location.origin + site));
    worker?.postMessage({ keep: urls }, [channel.port2]);
  } catch {
    // The host or the browser does not allow service workers: the page still works online.
  }
}
