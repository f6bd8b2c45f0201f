/**
 * Adds what a headless shell lacks: notifications that can be listed, and windows without the focus. It runs in pages and in service
 * workers, before the app's code. The shown notifications are kept in a cache, because both can read it.
 */
// Skipped in pages without these functions, such as an empty page.
if ("caches" in globalThis && "ServiceWorkerRegistration" in globalThis) {
  const SHOWN = "the-platform";
  const AWAY = "/away";
  const keep = async (key, value) => (await caches.open(SHOWN)).put(key, new Response(JSON.stringify(value)));
  const all = async () => {
    const cache = await caches.open(SHOWN);
    const keys = (await cache.keys()).filter(({ url }) => !url.endsWith(AWAY));
    const found = await Promise.all(
      keys.map(async (key) => {
        // Another page may have closed the notification since it was listed.
        const kept = await cache.match(key);
        return kept === undefined ? [] : [{ ...(await kept.json()), close: () => void cache.delete(key) }];
      }),
    );
    return found.flat();
  };
  ServiceWorkerRegistration.prototype.showNotification = (title, options) =>
    keep(`/shown/${encodeURIComponent(options.tag)}`, { title, ...options });
  ServiceWorkerRegistration.prototype.getNotifications = all;
  Object.defineProperty(Notification, "permission", { get: () => "granted" });
  if ("clients" in globalThis) {
    // What a person does with a notification. `waitUntil` of an event that a script made is refused.
    addEventListener("message", (event) => {
      if (event.data.type !== "person.click") return;
      const { tag, action, reply } = event.data;
      const clicked = all().then((shown) => {
        const notification = shown.find((one) => one.tag === tag);
        const made = Object.assign(new Event("notificationclick"), { notification, action, reply });
        return new Promise((resolve) => {
          made.waitUntil = (work) => work.finally(resolve);
          dispatchEvent(made);
        });
      });
      event.waitUntil(clicked);
    });
    const matchAll = clients.matchAll.bind(clients);
    clients.matchAll = async (options) => {
      const isAway = (await (await caches.open(SHOWN)).match(AWAY)) !== undefined;
      return (await matchAll(options)).map((client) => ({
        url: client.url,
        focused: client.focused && !isAway,
        focus: () => client.focus(),
        postMessage: (message) => client.postMessage(message),
      }));
    };
  } else {
    // `pushAddress` is what the push service would have given, with the keys of the test.
    PushManager.prototype.getSubscription = async () => null;
    PushManager.prototype.subscribe = async (options) => ({
      options,
      toJSON: () => globalThis.pushAddress,
      unsubscribe: async () => true,
    });
    globalThis.lookAway = () => keep(AWAY, true);
    globalThis.lookBack = async () => (await caches.open(SHOWN)).delete(AWAY);
  }
}
