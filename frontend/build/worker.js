/*
 * The service worker. `VERSION` and `FILES` (a path and its integrity each) are filled in by build/serviceWorker.ts with
 * what this build consists of.
 */
const PREFIX = 'daybook-shell-';
const CACHE = PREFIX + VERSION;
const SHELL = '/index.html';
const HASHED = /^\/assets\//;
const PATHS = new Set(FILES.map(([path]) => path));

/** A hashed file is the same in every version: what the version before has is not loaded again. */
async function fileOf([path, integrity]) {
  const kept = HASHED.test(path) ? await caches.match(path) : undefined;
  // While a release goes up, an edge may still have the old file: only what belongs to this version is taken.
  return kept ?? fetch(new Request(path, { cache: 'reload', integrity }));
}

async function store(cache, file) {
  const response = await fileOf(file);
  // One file that is missing makes the whole version unusable: the old one then stays.
  if (!response.ok || response.redirected) throw new Error(`${file[0]}: ${response.status}`);
  await cache.put(file[0], response);
}

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(FILES.map((file) => store(cache, file)));
}

async function clean() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request, path) {
  const kept = await caches.match(path, { cacheName: CACHE });
  return kept ?? fetch(request);
}

/** The app's own addresses, such as /habits/01J…, are all the same file; what has an extension is a file itself. */
const isPage = (path) => !path.slice(path.lastIndexOf('/') + 1).includes('.');

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(clean()));

// The app decides when a new version takes over: never under a form that is being filled in.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // The API, other sites and everything that changes something go past the worker, and nothing of them is kept here.
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/v1/'))
    return;
  if (PATHS.has(url.pathname)) event.respondWith(answer(request, url.pathname));
  else if (request.mode === 'navigate' && isPage(url.pathname)) event.respondWith(answer(request, SHELL));
});

/** Shows what the server pushes; one of the same tag takes the place of the one before. */
self.addEventListener('push', (event) => {
  const told = event.data?.json();
  if (!told) return;
  const { title, text, tag, page } = told;
  const look = { icon: '/icon-192.png', badge: '/icon-192.png' };
  event.waitUntil(self.registration.showNotification(title, { body: text, tag, data: { page }, ...look }));
});

/** Leads to what it is about, in a window of the app that is open or in a new one. */
async function lead(page) {
  const windows = await self.clients.matchAll({ type: 'window' });
  const [window] = windows;
  if (!window) return self.clients.openWindow(page);
  await window.focus();
  return window.navigate(page).catch(() => undefined); // not ours to lead: it is in front, and that will do
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data.page));
});
