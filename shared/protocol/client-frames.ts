/** Frames from a client to a room. */
import type { DeviceId } from "../ids.ts";
import type { AskContextReceipt, AskHeldMessage, AskParts, AskSteps } from "./ai-frames.ts";
import type { ComposeFrame } from "./composer-frames.ts";
import type { Activity } from "./presence.ts";
import type { AskReadReceipts } from "./receipt-frames.ts";
import type { Ref } from "./ref.ts";
import type { CommandFrame, MarkDelivered } from "./room-shapes.ts";
import type { Seq } from "./seq.ts";
import type { Ack } from "./window-frames.ts";

/** `room-shapes.ts` defines the frames that change the log or a cursor. */
export type { CommandFrame, MarkDelivered };

/** The first frame of every socket. The client sends it again whenever it detects a gap in the events. Answered by `welcome`. */
export interface Hello {
  type: "hello";
  version: number;
  device: DeviceId;
  /** Last seq the client has, with the epoch it came from; null for a client that has nothing. */
  since: Seq | null;
  epoch: string | null;
}

/** Requests messages and notices before `before`, newest page first. Answered by `page`. */
export interface History {
  type: "history";
  ref: Ref;
  before: Seq;
  limit?: number;
  /** Of this branch (0: the first one), in place of the one that the room shows. */
  branch?: Seq;
  /** Of a branch that has this message, or of its thread if it stands in one alone. Not with `branch`. */
  through?: Seq;
  /** Of the thread that begins with this message. Neither with `branch` nor with `through`. */
  thread?: Seq;
}
export interface TypingSignal {
  type: "typing";
  on: boolean;
  /** The thread in which this person types. Missing: in the room. */
  thread?: Seq;
}
export interface PresenceSignal {
  type: "presence";
  state: Activity;
}

/** Frames that only read, and are answered. */
export type QueryFrame = History | AskHeldMessage | AskContextReceipt | AskReadReceipts | AskSteps;

export type ClientFrame =
  | Hello
  | Ack
  | CommandFrame
  | QueryFrame
  | ComposeFrame
  | AskParts
  | MarkDelivered
  | TypingSignal
  | PresenceSignal;
