/** Client -> room. */
import type { DeviceId } from "../ids.ts";
import type { AskContextReceipt, AskHeldMessage, AskParts, AskSteps } from "./ai-frames.ts";
import type { ComposeFrame } from "./composer-frames.ts";
import type { Activity } from "./presence.ts";
import type { AskReadReceipts } from "./receipt-frames.ts";
import type { Ref } from "./ref.ts";
import type { CommandFrame, MarkDelivered } from "./room-shapes.ts";
import type { Seq } from "./seq.ts";
import type { Ack } from "./window-frames.ts";

/** Frames that change the log or a cursor are in `room-shapes.ts`, as their shapes. */
export type { CommandFrame, MarkDelivered };

/** First frame of every socket, and again whenever the client finds a hole. Answered by `welcome`. */
export interface Hello {
  type: "hello";
  version: number;
  device: DeviceId;
  /** Last seq the client has, with the epoch it came from; null for a client that has nothing. */
  since: Seq | null;
  epoch: string | null;
}

/** Messages and notices before `before`, newest page first. Answered by `page`. */
export interface History {
  type: "history";
  ref: Ref;
  before: Seq;
  limit?: number;
}
export interface TypingSignal {
  type: "typing";
  on: boolean;
}
export interface PresenceSignal {
  type: "presence";
  state: Activity;
}

/** Frames that read and are answered. */
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
