/** The shared composer of a session, an entry of its own: it brings yjs along. */
import type { Room } from "../types.ts";
import { OpenComposer } from "./open-composer.ts";
import type { SharedComposer } from "./types.ts";

export type * from "./types.ts";

/** Opens it on this device, for everybody in the room to see; `close` gives the seat up. */
export function openComposer(room: Room): SharedComposer {
  return new OpenComposer(room);
}
