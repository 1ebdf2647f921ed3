// Stands in for the site's worker: a preview keeps nothing, and asks for no page before it is opened.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const all = caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("workbook:")).map((name) => caches.delete(name))));
  event.waitUntil(all.then(() => self.registration.unregister()));
});
