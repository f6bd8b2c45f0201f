import type { MessageId, RoomId } from "../../../shared/ids.ts";
import type { ScheduledMessage } from "../../../shared/protocol/scheduled-frames.ts";

export type { ScheduledMessage };

/** Messages of a person that are sent later, the same on all of their devices. */
export interface Scheduled {
  /** Those of this room, by their time. Empty until `load` was called and they have arrived. */
  of(room: RoomId): readonly ScheduledMessage[];
  subscribe(listener: () => void): () => void;
  /** Loads them, now and after each reconnection. */
  load(): void;
  /** These resolve when the inbox has stored it, and reject with `ParleyError`. */
  add(message: Omit<ScheduledMessage, "id" | "failed">): Promise<MessageId>;
  /** Replaces the one of this id. A time that has passed sends it at once. */
  put(message: Omit<ScheduledMessage, "failed">): Promise<void>;
  remove(id: MessageId): Promise<void>;
  close(): void;
}
