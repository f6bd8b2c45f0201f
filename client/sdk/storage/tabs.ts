/** The few things of a browser by which tabs agree, as narrow ports: what is missing is done without. */
export interface LockManagerPort {
  request(name: string, options: { signal: AbortSignal }, work: () => Promise<void>): Promise<unknown>;
}

export interface ChannelPort {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
}

/** Of `localStorage`: written when it returns, also where the page is gone in the next moment. */
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
 * Web Locks exist in secure contexts only: plain HTTP on a LAN address has none. There, every tab writes; the room
 * takes each message once by its id, so that costs double frames and nothing else.
 */
export function platformLocks(): LockManagerPort | null {
  return globals.navigator?.locks ?? null;
}

/** Null where tabs cannot tell each other: each then shows what the others wrote after its next reload. */
export function platformChannel(name: string): ChannelPort | null {
  return globals.BroadcastChannel === undefined ? null : new globals.BroadcastChannel(name);
}

/** Null where a browser forbids it, which some say by throwing. */
export function platformItems(): ItemsPort | null {
  try {
    return globals.localStorage ?? null;
  } catch {
    return null;
  }
}
