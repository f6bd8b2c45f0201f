import type { DraftKey } from "../../../shared/draft-key.ts";
import type { ConsumedRange } from "../../../shared/protocol/draft-frames.ts";

/** A draft as stored on the device. */
export interface StoredDraft {
  /** The draft's key; of a room's draft the room's id. */
  room: DraftKey;
  epoch: number;
  /** The whole document, as an update. */
  state: Uint8Array<ArrayBuffer>;
  /** State vector of the inbox at the time when it last had everything; null for none. */
  stored: Uint8Array<ArrayBuffer> | null;
  /** The inbox lacks a part of it. */
  unstored: boolean;
}

/** Content that was taken from a draft for a message. */
export interface ConsumedDraft {
  /** Missing if it is larger than a message may carry: then the device updates the inbox separately. */
  draft?: ConsumedRange;
  /** The draft without the taken text, merged with the stored draft. */
  keep: (kept: StoredDraft | null) => StoredDraft;
  /** Call when the message is stored on the device or has failed: after that the inbox is updated. */
  done: () => void;
}
