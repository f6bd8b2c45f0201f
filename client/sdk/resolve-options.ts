import type { UserId } from "../../shared/ids.ts";
import { Reading } from "./reading.ts";
import { noViewCache } from "./view-cache.ts";
import type { ClientOptions } from "./types.ts";

export interface ResolvedOptions extends Required<ClientOptions> {
  reading: Reading;
  /** Called when a socket turns out to be somebody else's. Stops every socket of the client. */
  otherPerson: () => void;
}

/** Adds defaults that the platform provides, and adds this person's id to each socket address. */
export function resolveOptions(options: ClientOptions, otherPerson: () => void): ResolvedOptions {
  const { socketUrl, user } = options;
  return {
    WebSocket: globalThis.WebSocket,
    now: Date.now,
    random: Math.random,
    randomBytes: (bytes) => crypto.getRandomValues(bytes),
    views: noViewCache,
    reading: new Reading(),
    otherPerson,
    ...options,
    socketUrl: async (target) => addressFor(user, await socketUrl(target)),
  };
}

/** Without the id, another person's cookie could open this socket, and this person's messages would be sent in that person's name. */
function addressFor(user: UserId, address: string): string {
  return `${address}${address.includes("?") ? "&" : "?"}for=${user}`;
}
