/**
 * Opens the app without a network: the page and its files come from a cache, everything else passes through. It shows the notifications
 * that a page decided on, and those that the server pushes while no page is open, and opens the app when one is clicked. vite.config.ts
 * removes the types and inserts the list of files: it is one file, without imports of values. A changed list makes a new worker, which takes
 * over when the last page of the old one is closed.
 */
import type { PushPayload } from "../shared/notices.ts";
import type { OpenPage, SubscriptionEvent, WorkerScope } from "./service-worker-scope.ts";

declare const FILES: readonly string[];
declare const VERSION: string;
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
self.addEventListener("push", (event) => {
  const told: unknown = event.data?.json();
  if (isNotice(told)) event.waitUntil(showPushed(told));
  else if (isClose(told)) event.waitUntil(closePushed(told));
});
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAgain(event)));
self.addEventListener("notificationclick", (event) => {
  const { notification, action, reply } = event;
  notification.close();
  const { data }: { data: unknown } = notification;
  if (isNotice(data) && (action === "read" || action === "done")) event.waitUntil(answer(data, action));
  else if (isNotice(data) && action === "reply" && reply) event.waitUntil(send(data, reply));
  else if (hasUrl(data)) event.waitUntil(lead(data.url));
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

// ---- what the server pushes

type Notice = Extract<PushPayload, { type: "notice" }>;
type Close = Extract<PushPayload, { type: "close" }>;

function isTold(data: unknown, type: string): boolean {
  return (
    hasField(data, "type") && data.type === type && hasField(data, "tag") && typeof data.tag === "string"
  );
}
const hasField = <Name extends string>(data: unknown, name: Name): data is Record<Name, unknown> =>
  typeof data === "object" && data !== null && name in data;
const isNotice = (data: unknown): data is Notice => isTold(data, "notice");
const isClose = (data: unknown): data is Close => isTold(data, "close");

/** The same tag replaces what a page or an earlier push has shown of the room. Only what is new makes a sound. */
async function showPushed(notice: Notice): Promise<void> {
  // Who has a window of the app in focus sees the news there.
  if (notice.room !== undefined && (await pages()).some(({ focused }) => focused)) return;
  const [before] = await shownWith(notice.tag);
  await showNotice(notice, { isNew: before === undefined || !tellsOf(before.data, notice) });
}

/** Whether the notification that is shown tells of the same or of something newer. */
function tellsOf(shown: unknown, { seq, version }: Notice): boolean {
  if (isNotice(shown)) return shown.version >= version;
  return hasField(shown, "seq") && typeof shown.seq === "number" && seq !== undefined && shown.seq >= seq;
}

function showNotice(notice: Notice, { isNew }: { isNew: boolean }): Promise<void> {
  const { title, body, tag, actions } = notice;
  const options = {
    ...{ body, tag, icon: "/icons/icon-192.png", renotify: isNew, silent: !isNew, data: notice },
    // Where there are no fields in notifications, `reply` opens the room.
    actions: actions.map((one) => ({ ...one, type: one.placeholder === undefined ? "button" : "text" })),
  };
  return self.registration.showNotification(title, options);
}

async function closePushed({ tag, version }: Close): Promise<void> {
  for (const shown of await shownWith(tag)) {
    // Something newer was told meanwhile.
    if (!isNotice(shown.data) || shown.data.version < version) shown.close();
  }
}

/** Some browsers ignore `tag` here. */
async function shownWith(tag: string): Promise<Notification[]> {
  return (await self.registration.getNotifications()).filter((shown) => shown.tag === tag);
}

/** `thread`: what was read is this thread, and nothing else of the room. */
async function answer(notice: Notice, action: "read" | "done", thread?: number): Promise<void> {
  const { organization, key, seq } = notice;
  const path = `/api/organizations/${organization}/notices/answer`;
  const isDone = await ask("POST", path, notice, { key, action, seq, thread });
  if (!isDone) await showNotice(notice, { isNew: false });
}

/** Sends the reply like every other message. What could not be sent is shown, and a click leads to the room. */
async function send(notice: Notice, text: string): Promise<void> {
  const { organization, room, thread, failed } = notice;
  const path = `/api/v1/rooms/${room ?? ""}/messages?organization=${organization}`;
  if (await ask("POST", path, notice, { text, ...(thread !== undefined && { thread }) }))
    return answer(notice, "read", thread);
  await showNotice({ ...notice, title: failed, body: text }, { isNew: true });
}

/** Whether the server has done it. Somebody else may be signed in by now: it refuses what is not theirs. The key makes it happen once. */
async function ask(
  method: string,
  path: string,
  { user }: Pick<Notice, "user">,
  body: object,
): Promise<boolean> {
  const headers = {
    "content-type": "application/json",
    "x-parley-for": user,
    "idempotency-key": crypto.randomUUID(),
  };
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await fetch(path, { method, headers, body: JSON.stringify(body) }).catch(() => null);
    if (response !== null && response.status < 500) return response.ok;
  }
  return false;
}

/** The browser has given the device another address. */
async function subscribeAgain({ oldSubscription }: SubscriptionEvent): Promise<void> {
  const key = oldSubscription?.options.applicationServerKey;
  if (!key) return;
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const subscription = await self.registration.pushManager.subscribe(options);
  const headers = { "content-type": "application/json" };
  await fetch("/api/account/push", { method: "PUT", headers, body: JSON.stringify(subscription) });
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
