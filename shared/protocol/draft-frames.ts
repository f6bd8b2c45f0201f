/**
 * Private drafts: one Yjs document for each room a person writes in, in the person's inbox, told to that person's devices alone.
 * Updates and state vectors are Yjs's, version 1, in base64.
 */
import type { RoomId } from "../ids.ts";
import type { Ref } from "./ref.ts";

/** Client -> inbox. What the device has of a draft: answered by `draft` with what it lacks, and by the vector of what the inbox has. */
export interface DraftOpen {
  type: "draft.open";
  ref: Ref;
  room: RoomId;
  /** Of the draft that the device has, 0 for none. The answer names the one that counts. */
  epoch: number;
  vector: string;
}

/** Client -> inbox. Keystrokes, joined by the client. `ok` says that they are stored; the other devices are told then. */
export interface DraftUpdate {
  type: "draft.update";
  ref: Ref;
  room: RoomId;
  epoch: number;
  update: string;
}

/** Inbox -> client. With `vector` it is the answer to `draft.open`; without, something another device wrote. */
export interface DraftFrame {
  type: "draft";
  room: RoomId;
  /** It rises when a draft is begun anew: nothing of another one fits. */
  epoch: number;
  update: string;
  vector?: string;
}

/** What a message took from its draft: an update that only deletes. The room passes it on and does not look into it. */
export interface ConsumedRange {
  epoch: number;
  update: string;
}

/** Whether there are unsent words in a room, as the list shows it. An empty excerpt: there are none any more. */
export interface DraftMark {
  room: RoomId;
  excerpt: string;
}
