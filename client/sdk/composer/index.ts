/** The shared composer of a session, an entry of its own: it brings yjs along. */
import type { DraftStore } from "../drafts/types.ts";
import type { Room } from "../types.ts";
import { keptNowhere } from "./kept-nowhere.ts";
import { OpenComposer } from "./open-composer.ts";
import type { SharedComposer } from "./types.ts";

export type * from "./types.ts";

/**
 * Opens it on this device, for everybody in the room to see; `close` gives the participant up. `kept` keeps what the room has not got yet,
 * over a reload.
 */
export function openComposer(room: Room, kept: DraftStore = keptNowhere): SharedComposer {
  return new OpenComposer(room, kept);
}
