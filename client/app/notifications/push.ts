/** Registers this device for pushes, so that it is told while no page of the app is open. */
import { noticePaths, type NewPushDevice, type PushState } from "../../../shared/notices.ts";
import { call } from "../../parts/lib/http.ts";
import { language } from "../../words/language.ts";

/** `off`: this browser or this server has no pushes. Notifications are shown while the app is open. */
export type Push = "on" | "off";

async function manager(): Promise<PushManager | null> {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis)) return null;
  return (await navigator.serviceWorker.getRegistration())?.pushManager ?? null;
}

/** Registers the device for this session. Again, it renews what may have changed: the session, the key, the time zone. */
export async function turnOnPush(): Promise<Push> {
  try {
    const pushes = await manager();
    const { publicKey } = await call<PushState>("GET", noticePaths.push);
    if (pushes === null || publicKey === "") return "off";
    const subscription = await subscribe(pushes, publicKey);
    const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
    await call("PUT", noticePaths.push, {
      ...deviceOf(subscription),
      zone,
      language: language === "de" ? "de" : "en",
    });
    return "on";
  } catch {
    // The push service cannot be reached, or the browser allows none.
    return "off";
  }
}

export async function turnOffPush(): Promise<void> {
  await call("DELETE", noticePaths.push).catch(() => undefined);
  const subscription = await (await manager())?.getSubscription();
  await subscription?.unsubscribe().catch(() => undefined);
}

/** A subscription with another key of the server is of no use any more. */
async function subscribe(pushes: PushManager, publicKey: string): Promise<PushSubscription> {
  const wanted = bytesOf(publicKey);
  const before = await pushes.getSubscription();
  if (before !== null && !isSame(before.options.applicationServerKey, wanted)) await before.unsubscribe();
  return pushes.subscribe({ userVisibleOnly: true, applicationServerKey: wanted });
}

function deviceOf(subscription: PushSubscription): NewPushDevice {
  const { endpoint, keys = {} } = subscription.toJSON();
  return { endpoint: endpoint ?? "", keys: { p256dh: keys["p256dh"] ?? "", auth: keys["auth"] ?? "" } };
}

function bytesOf(base64Url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64Url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}

function isSame(known: ArrayBuffer | null, wanted: Uint8Array): boolean {
  const bytes = known === null ? [] : [...new Uint8Array(known)];
  return bytes.length === wanted.length && bytes.every((byte, i) => byte === wanted[i]);
}
