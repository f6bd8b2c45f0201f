/** The names of drafts: a room has one, and so has each of its threads. */
import { isRoomId, type RoomId } from "./ids.ts";
import type { Seq } from "./protocol/seq.ts";

declare const ofThread: unique symbol;

/** The draft of a room has the room's id. */
export type DraftKey = RoomId | (string & { readonly [ofThread]: true });

/** Where a draft belongs: to a room, or to the thread that begins with this message. */
export interface DraftPlace {
  room: RoomId;
  thread?: Seq;
}

export function draftKey({ room, thread }: DraftPlace): DraftKey {
  return thread === undefined ? room : (`${room}#${thread}` as DraftKey);
}

export const isDraftKey = (key: string): key is DraftKey => {
  const [room, thread, ...rest] = key.split("#");
  return isRoomId(room) && (thread === undefined || /^[1-9]\d{0,15}$/.test(thread)) && rest.length === 0;
};

/** Whether it is the draft of this room, or of one of its threads. */
export const isDraftOf = (room: RoomId, key: DraftKey): boolean => placeOfDraft(key).room === room;

export function placeOfDraft(key: DraftKey): DraftPlace {
  const [room = "", thread] = key.split("#");
  return { room: room as RoomId, ...(thread !== undefined && { thread: Number(thread) }) };
}
