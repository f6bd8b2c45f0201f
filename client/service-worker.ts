/**
 * Opens the app without a network: the page and its files from a cache, everything else as if there were no service worker. The list
 * of files is put in by vite.config.ts; another list is another worker, which takes over when the last page of the old one is closed.
 */
declare const FILES: readonly string[];
declare const VERSION: string;

// The library of service workers and that of pages do not go together in one project.
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface WorkerScope {
  addEventListener(type: "install" | "activate", listener: (event: WorkerEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: RequestEvent) => void): void;
}
declare const self: WorkerScope;

const CACHE = `parley-${VERSION}`;
const PAGE = "/";
/** A network that is slower than this is none to somebody who looks at an empty page. Milliseconds. */
const PATIENCE = 4_000;

self.addEventListener("install", (event) => event.waitUntil(keepFiles()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") event.respondWith(newest(request, PAGE));
  else if (pathname.startsWith("/assets/")) event.respondWith(file(request));
  else if (FILES.includes(pathname)) event.respondWith(newest(request, pathname));
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([PAGE, ...FILES]);
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

/** From the network, where there is one. */
async function newest(request: Request, name: string): Promise<Response> {
  const kept = await caches.match(name);
  if (kept === undefined) return fetch(request);
  try {
    const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));
    return await Promise.race([fetch(request), late]);
  } catch {
    return kept;
  }
}

/** Files have their content in their names: what was got once stays right. */
async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
  return response;
}

export {};
