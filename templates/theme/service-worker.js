// Serves pages from the network, or from the cache on this device if there is no network.

const CACHE = `workbook:${new URL("./", self.location.href).pathname}`;

// Modules that pages load only when they are needed must be cached before the network is gone.
const ON_DEMAND = ["pdffile.js", "pdfform.js", "transfer.js", "answersfile.js", "sheet.js", "paper.js", "living.js", "wheel.js", "drag.js", "days.js", "progress.js", "offline.js", "store.js", "words.js", "worksheets.js", "contract.js", "ids.js", "pdfnames.js", "calendar.js", "database.js", "kept.js", "panel.js", "questions.js", "understood.js"]
  .map((name) => new URL(`assets/${name}`, self.location.href).href);

const INDEX = "search/search_index.json";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || request.headers.has("range")) return;
  event.respondWith(respond(request));
});

self.addEventListener("message", (event) => {
  event.waitUntil(keep(event.data.keep ?? []).then((kept) => event.ports[0]?.postMessage({ kept })));
});

/** The newest available version of a page or file. */
async function respond(request) {
  const cache = await caches.open(CACHE);
  const name = request.url.split(/[?#]/)[0];
  try {
    const response = await fetch(request);
    if (response.ok && response.type === "basic" && !response.redirected) await cache.put(name, response.clone());
    return response;
  } catch (error) {
    const kept = (await cache.match(name)) ?? (await cache.match(`${name}/`));
    if (kept) return kept;
    throw error;
  }
}

/** Cache the files that are not cached yet. Returns whether all of them are cached. */
async function keep(urls) {
  const cache = await caches.open(CACHE);
  const root = new URL("./", self.location.href).href;
  // The home page is cached as well; in a large site it has a search index of its own.
  const searched = urls.some((url) => url.endsWith(INDEX)) ? [`${root}${INDEX}`] : [];
  const all = [...new Set([...urls, ...ON_DEMAND, root, ...searched])].map((url) => url.split(/[?#]/)[0]);
  let complete = true;
  for (const url of all) { // one at a time, so that requests of the page itself are not delayed
    if (await cache.match(url)) continue;
    try {
      const response = await fetch(url);
      if (response.ok) await cache.put(url, response);
      complete &&= response.ok || url.endsWith("sitemap.xml");
    } catch {
      complete = false;
    }
  }
  return complete;
}
