/** Narrow ports for the browser features that coordinate tabs. Each is optional. */
export interface LockManagerPort {
  request(name: string, options: { signal: AbortSignal }, work: () => Promise<void>): Promise<unknown>;
}

export interface ChannelPort {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
}

/** `localStorage`: the value is stored when the call returns, even if the page closes immediately. */
export interface ItemsPort {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

interface TabsGlobals {
  localStorage?: ItemsPort | undefined;
  navigator?: { locks?: LockManagerPort | undefined } | undefined;
  BroadcastChannel?: (new (name: string) => ChannelPort) | undefined;
}

const globals: TabsGlobals = globalThis;

/**
 * Web Locks exist only in secure contexts; plain HTTP on a LAN address has none. Without locks every tab sends. The room
 * accepts each message once by its id, so the only cost is double frames.
 */
export function platformLocks(): LockManagerPort | null {
  return globals.navigator?.locks ?? null;
}

/** Null if tabs cannot communicate: then a tab shows what other tabs wrote only after a reload. */
export function platformChannel(name: string): ChannelPort | null {
  return globals.BroadcastChannel === undefined ? null : new globals.BroadcastChannel(name);
}

/** Null if the browser forbids it. Some browsers throw in this case. */
export function platformItems(): ItemsPort | null {
  try {
    return globals.localStorage ?? null;
  } catch {
    return null;
  }
}
