// Serves pages from the network, or from what is kept on this device if the network does not answer. Keeping
// never stands in the way of an answer. docs/browser.md describes what is kept, and when it is replaced.

const ROOT = new URL("./", self.location.href).href;
const CACHE = `workbook:${new URL(ROOT).pathname}`;
const PATIENCE = 3000; // milliseconds that the network has to answer before what is kept is shown
const GIVE_UP = 60000; // milliseconds for what is kept for later; another visit tries again
const LIST = "offline.json"; // what a program needs without a network, with digests; the site has one, too
const COMPLETE = "?complete"; // after the name of a list: everything in it was kept

// Files whose addresses hold a digest of their contents: our folder, what Material and what the practice adds.
const BUILD = /\/assets\/[0-9a-f]{16}\//;
const DIGESTED = /\/assets\/[0-9a-f]{16}\/|\.[0-9a-f]{8}\.min\.(?:js|css)$|\?v=[0-9a-f]{16}$/;
// The scripts and styles in a page, also those in Material's settings.
const LOADED = /[^"'\s=<>()]+\.(?:js|css)(?:\?v=[0-9a-f]{16})?(?=["'\s>])/g;
// Recordings are too large to be kept unasked. Browsers ask for parts of them, which the network answers.
const PLAYED = /\.(?:mp3|m4a|mp4)$/;
const VERSION = /data-wb-version="?([\w-]+)/;

let hanging = false; // the network did not answer in time, and has not answered since
/** The version of each page that the network sent last. */
const latest = new Map();
let work = Promise.resolve();

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT) || request.headers.has("range") || PLAYED.test(request.url)) return;
  event.respondWith(respond(event));
});

self.addEventListener("message", (event) => {
  const { data, ports } = event;
  const answer = (state) => ports[0]?.postMessage(state);
  work = work.then(() => keep(data, answer)).catch(() => answer({}));
  event.waitUntil(work);
});

/** The name that a file is kept under: its address without a query, and without the `index.html` of a folder. */
const nameOf = (url) => (DIGESTED.test(url) ? url : url.split(/[?#]/)[0].replace(/\/index\.html$/, "/"));

/** Ask the network for something that nobody waits for. */
const askInTime = (url) => ask(url, AbortSignal.timeout?.(GIVE_UP));

/** The answer of the network, or what is kept if it does not answer in time. */
async function respond(event) {
  const { request } = event;
  const name = nameOf(request.url);
  const found = await kept(name);
  if (found && DIGESTED.test(name)) return found;
  const network = ask(request).then((response) => {
    hanging = false;
    if (isWhole(response)) {
      const copy = response.clone();
      event.waitUntil(caches.open(CACHE).then((cache) => put(cache, name, copy)).catch(() => false));
    }
    return response;
  });
  if (!found) return network;
  event.waitUntil(network.catch(() => null)); // a late answer still replaces what is kept
  const late = new Promise((done) => setTimeout(done, hanging ? 0 : PATIENCE, "late"));
  const answer = await Promise.race([network.catch(() => null), late]);
  hanging ||= answer === "late";
  if (answer === "late" || !answer || answer.status >= 500) return found;
  // A page that is open may need a script that the site has no longer.
  return answer.status >= 400 && request.destination && request.mode !== "navigate" ? found : answer;
}

/** Ask the network. What has no digest in its name is never taken from the HTTP cache unasked. */
function ask(request, signal) {
  return fetch(request, DIGESTED.test(request.url ?? request) ? { signal } : { cache: "no-cache", signal });
}

const isWhole = (response) => response.status === 200 && response.type === "basic" && !response.redirected;

/** What is kept under a name, if anything is. */
async function kept(name) {
  try {
    const cache = await caches.open(CACHE);
    return (await cache.match(name)) ?? (await cache.match(`${name}/`));
  } catch {
    // The device is full, or the browser keeps nothing.
  }
}

/** Keep a file, and a page once its scripts and styles are kept. Returns whether it is kept. */
async function put(cache, name, response) {
  if ((response.headers.get("Content-Type") ?? "").startsWith("text/html")) {
    const html = await response.clone().text();
    latest.set(name, html.match(VERSION)?.[1]);
    for (const [path] of html.matchAll(LOADED)) {
      const url = nameOf(new URL(path, name).href);
      if (url.startsWith(ROOT) && !(await hold(cache, url))) return false;
    }
  }
  await cache.put(name, response);
  return true;
}

/** Fetch a script or style that is not kept yet, or all of its folder. Returns false if it is to be had later. */
async function hold(cache, url) {
  const folder = url.match(BUILD);
  if (!folder) return (await cache.match(url)) || (await load(cache, url)) !== "later";
  const place = url.slice(0, folder.index + folder[0].length);
  const list = `${place}files.json`;
  if (await cache.match(list)) return true;
  const response = await askInTime(list);
  if (!isWhole(response)) return false;
  for (const name of await response.clone().json()) {
    if (!(await cache.match(place + name)) && (await load(cache, place + name)) !== "kept") return false;
  }
  await cache.put(list, response); // last, as a sign that the others are kept
  return true;
}

/** Fetch a file, and keep it. @returns {Promise<"kept" | "later" | "gone">} */
async function load(cache, url) {
  try {
    const response = await askInTime(url);
    if (isWhole(response)) return (await put(cache, url, response)) ? "kept" : "later";
    return [404, 410].includes(response.status) ? "gone" : "later";
  } catch {
    return "later";
  }
}

/**
 * Keep the pages about the site, the program that a page belongs to, and what the page has loaded; tell the page
 * what is kept, and its newest version; and then refresh other programs that are kept.
 */
async function keep({ page, version, program, loaded, downloads }, tell) {
  const cache = await caches.open(CACHE);
  const about = await refresh(cache, "", downloads);
  const state = program ? await refresh(cache, program, downloads) : about;
  const names = new Set((await cache.keys()).map(({ url }) => url));
  for (const url of [page, ...loaded].map(nameOf)) {
    if (names.has(url) && (DIGESTED.test(url) || !(about.changed || state.changed))) continue;
    if ((await load(cache, url)) === "later" && !names.has(url)) state.pages = false;
  }
  const html = await (await kept(nameOf(page)))?.text();
  const newest = latest.get(nameOf(page)) ?? html?.match(VERSION)?.[1];
  tell({ pages: about.pages && state.pages, downloads: state.downloads, version: newest });
  const places = [...names].filter((url) => url.endsWith(`/${LIST}`)).map((url) => url.slice(ROOT.length, -LIST.length));
  for (const place of places) {
    if (place && place !== program) await refresh(cache, place, downloads);
  }
  // Another page that is open may still need the scripts of an earlier build.
  const alone = (await self.clients.matchAll({ type: "window" })).length < 2;
  if (alone && (about.changed || state.changed || (await builds(cache)) > 1)) await tidy(cache, version);
}

/**
 * Bring everything in a list up to date.
 * @returns {Promise<{pages: boolean, downloads: boolean, changed: boolean}>} whether all pages and all downloads are kept, and
 *     whether the list has changed since
 */
async function refresh(cache, place, downloads) {
  const url = `${ROOT}${place}${LIST}`;
  const before = await (await cache.match(url + COMPLETE))?.text();
  const response = await askInTime(url).catch(() => null);
  const now = response && isWhole(response) ? await response.text() : null;
  const text = now ?? (await (await cache.match(url))?.text());
  if (!text) return { pages: false, downloads: false, changed: false };
  const list = JSON.parse(text);
  const names = new Set((await cache.keys()).map((request) => request.url));
  const update = async (entries, wanted) => {
    let complete = true;
    for (const [path, digest] of entries) {
      const name = ROOT + path;
      const had = names.has(name);
      if (had && (!now || now === before || digest === (await digestOf(cache, name)))) continue;
      const got = now && (had || wanted) ? await load(cache, name) : "later";
      if (got === "gone") await cache.delete(name);
      complete &&= got === "kept";
    }
    return complete;
  };
  const visited = Object.entries(list.visited).filter(([path]) => names.has(ROOT + path));
  const pages = (await update(visited, true)) && (await update(Object.entries(list.pages), true));
  if (now && pages) await cache.put(url, new Response(now));
  const complete = await update(Object.entries(list.downloads), downloads);
  if (now && now !== before && pages && complete) {
    const paths = ({ pages, downloads, visited }) => Object.keys({ ...pages, ...downloads, ...visited });
    const listed = new Set(paths(list));
    for (const path of before ? paths(JSON.parse(before)) : []) if (!listed.has(path)) await cache.delete(ROOT + path);
    await cache.put(url + COMPLETE, new Response(now));
  }
  return { pages, downloads: complete, changed: now !== null && now !== before };
}

/** The digest of a file that is kept, as lists have it. */
async function digestOf(cache, name) {
  const content = await (await cache.match(name)).arrayBuffer();
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...bytes.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** How many builds have scripts that are kept. */
async function builds(cache) {
  const found = (await cache.keys()).map(({ url }) => url.match(BUILD)?.[0]);
  return new Set(found.filter(Boolean)).size;
}

/** Delete scripts and styles of earlier builds that no kept page loads, and not the one that is open. */
async function tidy(cache, version) {
  const entries = await cache.matchAll();
  const pages = entries.filter(({ headers }) => (headers.get("Content-Type") ?? "").startsWith("text/html"));
  const html = (await Promise.all(pages.map((page) => page.text()))).join() + version;
  for (const { url } of await cache.keys()) {
    const mark = url.match(BUILD)?.[0].split("/")[2] ?? (DIGESTED.test(url) ? url.slice(url.lastIndexOf("/")) : "");
    if (mark && !html.includes(mark)) await cache.delete(url);
  }
}
