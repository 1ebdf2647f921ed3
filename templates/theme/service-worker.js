// Answers from the network while there is one, and from this device when there is none.

const CACHE = `workbook:${new URL("./", self.location.href).pathname}`;

// What a page asks for only when it is needed must be there before the network is gone.
const ON_DEMAND = ["pdffile.js", "pdfform.js", "transfer.js", "answersfile.js", "sheet.js", "paper.js", "living.js", "wheel.js", "drag.js", "days.js", "progress.js", "offline.js", "store.js", "words.js", "worksheets.js"]
  .map((name) => new URL(`assets/${name}`, self.location.href).href);

const INDEX = "search/search_index.json";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || request.headers.has("range")) return;
  event.respondWith(answer(request));
});

self.addEventListener("message", (event) => {
  event.waitUntil(keep(event.data.keep ?? []).then((kept) => event.ports[0]?.postMessage({ kept })));
});

/** The newest there is of a page or file. */
async function answer(request) {
  const cache = await caches.open(CACHE);
  const name = request.url.split(/[?#]/)[0];
  try {
    const found = await fetch(request);
    if (found.ok && found.type === "basic" && !found.redirected) await cache.put(name, found.clone());
    return found;
  } catch (error) {
    const kept = (await cache.match(name)) ?? (await cache.match(`${name}/`));
    if (kept) return kept;
    throw error;
  }
}

/** Fetch what is not kept yet. Says whether all of it is. */
async function keep(urls) {
  const cache = await caches.open(CACHE);
  const root = new URL("./", self.location.href).href;
  // The first page is kept as well, and in a large site it searches something else.
  const searched = urls.some((url) => url.endsWith(INDEX)) ? [`${root}${INDEX}`] : [];
  const all = [...new Set([...urls, ...ON_DEMAND, root, ...searched])].map((url) => url.split(/[?#]/)[0]);
  let whole = true;
  for (const url of all) { // one after the other: what the page itself asks for comes first
    if (await cache.match(url)) continue;
    try {
      const found = await fetch(url);
      if (found.ok) await cache.put(url, found);
      whole &&= found.ok || url.endsWith("sitemap.xml");
    } catch {
      whole = false;
    }
  }
  return whole;
}
