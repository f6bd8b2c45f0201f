import { createSignal } from "solid-js";
import type { UserId } from "../../../shared/ids.ts";
import { localStore } from "../../parts/lib/local-store.ts";

/** Settings of this device, separate for each person. Notifications are off until the person turns them on here. */
const keyOf = (user: UserId, what: "on" | "sound"): string => `parley:notifications:${what}:${user}`;

// Another tab may have changed the setting.
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
  /** The person has turned notifications on here and the browser still allows them. */
  isActive: (user: UserId): boolean =>
    read(user, "on") && "Notification" in globalThis && Notification.permission === "granted",
  isOn: (user: UserId): boolean => read(user, "on"),
  setOn: (user: UserId, on: boolean): void => write(user, "on", on),
  hasSound: (user: UserId): boolean => read(user, "sound"),
  setSound: (user: UserId, sound: boolean): void => write(user, "sound", sound),
};
