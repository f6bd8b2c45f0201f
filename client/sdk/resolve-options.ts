import { Reading } from "./reading.ts";
import { noViewCache } from "./view-cache.ts";
import type { ClientOptions } from "./types.ts";

export interface ResolvedOptions extends Required<ClientOptions> {
  reading: Reading;
}

/** Adds defaults that the platform provides. */
export function resolveOptions(options: ClientOptions): ResolvedOptions {
  return {
    WebSocket: globalThis.WebSocket,
    now: Date.now,
    random: Math.random,
    randomBytes: (bytes) => crypto.getRandomValues(bytes),
    views: noViewCache,
    reading: new Reading(),
    ...options,
  };
}
