import type { Me } from "../../../shared/api.ts";
import { localStore } from "../lib/local-store.ts";

const KEY = "parley:me";

/** The person who was last signed in on this device, used to start without a network. The server still decides what the person may do. */
export function readCachedMe(): Me | null {
  const text = localStore.read(KEY);
  if (text === null) return null;
  try {
    const me: Me = JSON.parse(text);
    return me;
  } catch {
    return null;
  }
}

export function cacheMe(me: Me | null): void {
  localStore.write(KEY, me === null ? null : JSON.stringify(me));
}
