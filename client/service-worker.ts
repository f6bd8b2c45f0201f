/**
 * Opens the app without a network: the page and its files from a cache, everything else as if there were no service worker. Shows the
 * notifications that a page decided on, and leads from them into the app. The list
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
interface ShowEvent extends WorkerEvent {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}
interface ClickEvent extends WorkerEvent {
  readonly notification: Notification;
}
interface OpenPage {
  readonly url: string;
  readonly focused: boolean;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}
interface WorkerScope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: { type: "window"; includeUncontrolled: true }): Promise<readonly OpenPage[]>;
    openWindow(url: string): Promise<unknown>;
  };
  addEventListener(type: "install" | "activate", listener: (event: WorkerEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: RequestEvent) => void): void;
  addEventListener(type: "message", listener: (event: ShowEvent) => void): void;
  addEventListener(type: "notificationclick", listener: (event: ClickEvent) => void): void;
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

// What a page decided to show, and for which it waits: told when it is shown, or not shown.
self.addEventListener("message", (event) => {
  const { data, ports } = event;
  if (isShow(data)) event.waitUntil(show(data).then((isShown) => ports[0]?.postMessage(isShown)));
});
self.addEventListener("notificationclick", (event) => {
  const { notification } = event;
  notification.close();
  const { data }: { data: unknown } = notification;
  if (hasUrl(data)) event.waitUntil(lead(data.url));
});

interface Show {
  type: "notify";
  title: string;
  options: NotificationOptions;
  /** Only in place of the one that is there. */
  replaces: boolean;
}

function isShow(data: unknown): data is Show {
  return typeof data === "object" && data !== null && "type" in data && data.type === "notify";
}

function hasUrl(data: unknown): data is { url: string } {
  return typeof data === "object" && data !== null && "url" in data && typeof data.url === "string";
}

const pages = (): Promise<readonly OpenPage[]> =>
  self.clients.matchAll({ type: "window", includeUncontrolled: true });

/** Whoever looks at a window of ours, in whichever tab, sees it there. */
async function show({ title, options, replaces }: Show): Promise<boolean> {
  if (!replaces && (await pages()).some(({ focused }) => focused)) return false;
  try {
    await self.registration.showNotification(title, options);
    return true;
  } catch {
    // The permission was taken back.
    return false;
  }
}

/** Into a window that is open, of the same organization if there is one, or into a new one. */
async function lead(url: string): Promise<void> {
  const inside = (await pages()).filter((page) => /^\/org_/.test(new URL(page.url).pathname));
  const organization = url.split("/")[1] ?? "";
  const page = inside.find((one) => new URL(one.url).pathname.split("/")[1] === organization) ?? inside[0];
  if (page === undefined) return void (await self.clients.openWindow(url));
  await page.focus().catch(() => undefined);
  page.postMessage({ type: "notification.open", url });
}

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
