import type { DeskConversation, DeskNote } from "../../shared/desk.ts";
import type { RoomId, UserId } from "../../shared/ids.ts";
import type { SearchedText } from "./message-index.ts";

/** A search by what the desk alone knows: names, tags and notes. `visitors`: found by their address. */
export interface DeskSearch {
  texts: SearchedText[];
  visitors: UserId[];
  /** The last conversation of the page before; null for the first page. */
  after: { createdAt: number; room: RoomId } | null;
  limit: number;
}

export interface DeskFound {
  conversation: DeskConversation;
  /** Its notes that were found. */
  notes: DeskNote[];
}
