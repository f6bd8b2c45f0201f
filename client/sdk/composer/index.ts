/** The shared composer of a session. A separate entry because it imports yjs. */
import type { DraftStore } from "../drafts/types.ts";
import type { Room } from "../types.ts";
import { noDraftStore } from "./no-draft-store.ts";
import { OpenComposer } from "./open-composer.ts";
import type { SharedComposer } from "./types.ts";

export type * from "./types.ts";

/**
 * Opens the shared composer on this device, visible to everyone in the room. `close` ends the participation. `kept` stores
 * unsent changes on the device, so that they survive a reload.
 *
 * @example
 * const composer = openComposer(client.room(roomId));
 * composer.edit("Compare the two offers", 22);
 * await composer.send();
 */
export function openComposer(room: Room, kept: DraftStore = noDraftStore): SharedComposer {
  return new OpenComposer(room, kept);
}
