/**
 * Private drafts: one Yjs document for each room and thread that a person writes in, stored in the person's inbox and sent only to that
 * person's devices. Updates and state vectors are Yjs's, version 1, in base64.
 */
import type { RoomId } from "../ids.ts";
import type { Ref } from "./ref.ts";
import type { Seq } from "./seq.ts";

/** Client -> inbox. The device's state of a draft. Answered by `draft` with what the device lacks and the inbox's state vector. */
export interface DraftOpen {
  type: "draft.open";
  ref: Ref;
  room: RoomId;
  /** The thread of the room to which the draft belongs. Missing: the room itself. */
  thread?: Seq;
  /** Epoch of the draft on the device, 0 for none. The answer contains the current one. */
  epoch: number;
  vector: string;
}

/** Client -> inbox. Keystrokes, joined by the client. `ok` means that they are stored; the other devices receive them then. */
export interface DraftUpdate {
  type: "draft.update";
  ref: Ref;
  room: RoomId;
  /** The thread of the room to which the draft belongs. Missing: the room itself. */
  thread?: Seq;
  epoch: number;
  update: string;
}

/** Inbox -> client. With `vector` it is the answer to `draft.open`; without, an update by another device. */
export interface DraftFrame {
  type: "draft";
  room: RoomId;
  /** The thread of the room to which the draft belongs. Missing: the room itself. */
  thread?: Seq;
  /** Increases when a draft is started anew. Updates of another epoch do not apply. */
  epoch: number;
  update: string;
  vector?: string;
}

/** The part of a draft that a message consumed: an update that only deletes. The room forwards it without reading it. */
export interface ConsumedRange {
  epoch: number;
  update: string;
}

/** As the room tells the inbox. `thread`: of the message, for the draft of that thread. */
export interface ToldConsumedRange extends ConsumedRange {
  thread?: Seq;
}

/** Beginning of the unsent text in a room, for the list. An empty excerpt means that there is none any more. */
export interface DraftMark {
  room: RoomId;
  /** The thread of the room to which the draft belongs. Missing: the room itself. */
  thread?: Seq;
  excerpt: string;
}
