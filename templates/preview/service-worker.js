// Replaces the site's service worker: a preview caches nothing, and only loads pages that are opened.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const all = caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("workbook:")).map((name) => caches.delete(name))));
  event.waitUntil(all.then(() => self.registration.unregister()));
});
