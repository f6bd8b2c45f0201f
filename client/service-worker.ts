/**
 * Opens the app without a network: the page and its files come from a cache, everything else passes through. It shows the notifications
 * that a page decided on, and opens the app when one is clicked. vite.config.ts inserts the list of files. A changed list makes a new
 * worker, which takes over when the last page of the old one is closed.
 */
declare const FILES: readonly string[];
declare const VERSION: string;

// TypeScript's libraries for service workers and for pages conflict in one project, so the needed types are declared here.
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
/** After this time without a response from the network, the cached page is used, ms. The person would see an empty page meanwhile. */
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

// A page asks to show a notification and waits for the reply, which says whether it was shown.
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
  /** Updates the notification that is already shown. */
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

/** A person who has a window of the app in focus, in any tab, sees the news there. Then nothing is shown. */
async function show({ title, options, replaces }: Show): Promise<boolean> {
  if (!replaces && (await pages()).some(({ focused }) => focused)) return false;
  try {
    await self.registration.showNotification(title, options);
    return true;
  } catch {
    // The browser's permission was withdrawn.
    return false;
  }
}

/** Opens the address in an open window, preferably one of the same organization, or in a new one. */
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

/** Fetches from the network if it responds, otherwise from the cache. */
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

/** File names contain a hash of the content, so a cached file never becomes outdated. */
async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
  return response;
}

export {};
