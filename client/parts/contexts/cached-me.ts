import type { Me } from "../../../shared/api.ts";
import { localStore } from "../lib/local-store.ts";

const KEY = "parley:me";

/** Who was signed in here last, for a start without a network. What they may do, the server says. */
export function recallMe(): Me | null {
  const text = localStore.read(KEY);
  if (text === null) return null;
  try {
    const me: Me = JSON.parse(text);
    return me;
  } catch {
    return null;
  }
}

export function rememberMe(me: Me | null): void {
  localStore.write(KEY, me === null ? null : JSON.stringify(me));
}
