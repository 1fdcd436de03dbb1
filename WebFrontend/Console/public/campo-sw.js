// Keeps the shell of the field page: the page itself and the files it names, so that it opens without a network.
// Nothing of the API is ever kept here; what waits to be sent is in the page's own storage.
const SHELL = "gad-campo-shell";
const PAGE = "/campo";

self.addEventListener("install", (event) => {
  event.waitUntil(refresh().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page());
  else if (url.pathname.startsWith("/assets/") || url.pathname.startsWith("/campo-icon")) event.respondWith(file(event.request));
});

/** The newest page when the network has it soon, else the kept one. */
async function page() {
  const kept = await caches.match(PAGE);
  const fresh = refresh();
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), 3000));
  return Promise.race([fresh, late]).catch(() => kept);
}

/** A name that changes with its content is the same for ever. */
async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** Takes the page and all it names together, so that the shell is never of two releases; what the former one named goes. */
async function refresh() {
  const answer = await fetch(PAGE, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`the page answered ${answer.status}`);
  const text = await answer.clone().text();
  const names = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((found) => found[1]);
  const cache = await caches.open(SHELL);
  const had = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await cache.addAll(names.filter((name) => !had.has(name)));
  await cache.put(PAGE, answer.clone());
  for (const name of had) if (name !== PAGE && !names.includes(name)) await cache.delete(name);
  return answer;
}
