import type { RoomId } from "../../../shared/ids.ts";
import type { ConsumedRange } from "../../../shared/protocol/draft-frames.ts";

/** A draft as it is kept on the device. */
export interface StoredDraft {
  room: RoomId;
  epoch: number;
  /** The whole document, as an update. */
  state: Uint8Array<ArrayBuffer>;
  /** State vector of what the inbox has, as of when it last had everything; null: nothing. */
  stored: Uint8Array<ArrayBuffer> | null;
  /** The inbox lacks something of it. */
  unstored: boolean;
}

/** What was taken out of a draft for a message. */
export interface Spent {
  /** Missing where it is more than a message may say: the device tells the inbox by itself. */
  draft?: ConsumedRange;
  /** The draft without the words, over what is kept. */
  keep: (kept: StoredDraft | null) => StoredDraft;
  /** The message is on the disk, or will never be: the inbox may be told. */
  done: () => void;
}
