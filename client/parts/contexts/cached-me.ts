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

/**
 * `listener` is called when another tab has signed somebody in or out, and when this page may have missed that: it was frozen, hidden, or
 * comes back out of the browser's history. Returns a function that unsubscribes.
 */
export function whenMeChanges(listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent): void => void (key === KEY && listener());
  const onVisible = (): void => void (document.visibilityState === "visible" && listener());
  addEventListener("storage", onStorage);
  addEventListener("pageshow", listener);
  document.addEventListener("visibilitychange", onVisible);
  return () => {
    removeEventListener("storage", onStorage);
    removeEventListener("pageshow", listener);
    document.removeEventListener("visibilitychange", onVisible);
  };
}
