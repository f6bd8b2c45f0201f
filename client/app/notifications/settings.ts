import { createSignal } from "solid-js";
import type { UserId } from "../../../shared/ids.ts";
import { localStore } from "../../parts/lib/local-store.ts";

/** Of this device, for each person who uses it. Nobody is notified who did not ask for it here. */
const keyOf = (user: UserId, what: "on" | "sound"): string => `parley:notifications:${what}:${user}`;

// Another tab may have changed it.
const [changes, setChanges] = createSignal(0);
addEventListener("storage", ({ key }) => {
  if (key?.startsWith("parley:notifications:")) setChanges((count) => count + 1);
});

function read(user: UserId, what: "on" | "sound"): boolean {
  changes();
  return localStore.read(keyOf(user, what)) === "yes";
}
function write(user: UserId, what: "on" | "sound", value: boolean): void {
  localStore.write(keyOf(user, what), value ? "yes" : null);
  setChanges((count) => count + 1);
}

export const notificationSettings = {
  /** It was turned on here, and the browser allows it still. */
  isActive: (user: UserId): boolean =>
    read(user, "on") && "Notification" in globalThis && Notification.permission === "granted",
  isOn: (user: UserId): boolean => read(user, "on"),
  setOn: (user: UserId, on: boolean): void => write(user, "on", on),
  hasSound: (user: UserId): boolean => read(user, "sound"),
  setSound: (user: UserId, sound: boolean): void => write(user, "sound", sound),
};
