import type { Me } from "../../../shared/api.ts";
import { localStore } from "../lib/local-store.ts";

const KEY = "parley:me";

/** Who was signed in here last, for a start without a network. What they may do, the server says. */
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
