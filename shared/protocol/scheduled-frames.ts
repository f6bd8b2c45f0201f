/** Messages that a person has written to be sent later. They are in the person's inbox, and in no room, until their time. */
import type { MessageId, RoomId } from "../ids.ts";
import type { MentionRange } from "../mentions/mention-range.ts";
import type { ErrorCode } from "./codes.ts";
import type { Ref } from "./ref.ts";
import type { Seq } from "./seq.ts";

export interface ScheduledMessage {
  /** The id that the message has in the room. */
  id: MessageId;
  room: RoomId;
  text: string;
  mentionRanges?: MentionRange[];
  replyTo?: Seq;
  /** The message in whose thread it replies. */
  thread?: Seq;
  alsoRoom?: true;
  /** Server clock, milliseconds. */
  due: number;
  /** Why the room has refused it at its time. It stays until the person changes or removes it. */
  failed?: { code: ErrorCode; message: string };
}

/** Adds a message, or replaces the one of this id. */
export interface ScheduleMessage {
  type: "scheduled.put";
  ref: Ref;
  message: Omit<ScheduledMessage, "failed">;
}
export interface UnscheduleMessage {
  type: "scheduled.remove";
  ref: Ref;
  id: MessageId;
}
/** Answered by `scheduled.all`. */
export interface AskScheduled {
  type: "scheduled.list";
  ref: Ref;
}
export type ScheduledRequest = ScheduleMessage | UnscheduleMessage | AskScheduled;

/** Messages that were added or changed, and those that were sent or removed. */
export interface ScheduledFrame {
  type: "scheduled";
  changed: ScheduledMessage[];
  removed: MessageId[];
}

/** Answer to `scheduled.list`: all of them, by their time. */
export interface AllScheduledFrame {
  type: "scheduled.all";
  ref: Ref;
  messages: ScheduledMessage[];
}
