/** Client -> room. */
import type { AttachmentId, DeviceId, MessageId, UserId } from "../ids.ts";
import type { Role } from "../permissions.ts";
import type {
  Ask,
  AskHeldMessage,
  AskParts,
  AskContextReceipt,
  AskSteps,
  Choose,
  Takeover,
  MarkAi,
  Merge,
  Moderate,
  Move,
  Stop,
} from "./ai-frames.ts";
import type { ComposeFrame } from "./composer-frames.ts";
import type { ConsumedRange } from "./draft-frames.ts";
import type { Seq } from "./seq.ts";
import type { Activity } from "./presence.ts";
import type { AskReadReceipts } from "./receipt-frames.ts";
import type { Ref } from "./ref.ts";
import type { Ack } from "./window-frames.ts";

/** First frame of every socket, and again whenever the client finds a hole. Answered by `welcome`. */
export interface Hello {
  type: "hello";
  version: number;
  device: DeviceId;
  /** Last seq the client has, with the epoch it came from; null for a client that has nothing. */
  since: Seq | null;
  epoch: string | null;
}

export interface Send {
  type: "send";
  ref: Ref;
  id: MessageId;
  text: string;
  mentions?: UserId[];
  replyTo?: Seq;
  /** Milliseconds that the message waited on the device, by its own stopwatch. */
  waited?: number;
  /** Keeps it from every model; it asks nobody. */
  ai?: "never";
  /** What it took from its author's draft. */
  draft?: ConsumedRange;
  /** Files that its author has uploaded here, and that no other message has. With them the text may be empty. */
  attachments?: AttachmentId[];
}
/** `version` is the version that was edited; another one in the room is a conflict. */
export interface Edit {
  type: "edit";
  ref: Ref;
  target: Seq;
  version: number;
  text: string;
  mentions?: UserId[];
}
export interface Delete {
  type: "delete";
  ref: Ref;
  target: Seq;
}
export interface React {
  type: "react";
  ref: Ref;
  target: Seq;
  emoji: string;
  on: boolean;
}
export interface MarkRead {
  type: "read";
  ref: Ref;
  seq: Seq;
  /** Others are not to see it. Missing where the device does not know: then it is as at the last time. */
  private?: boolean;
}
/** Everything up to `seq` is stored on this device. */
export interface MarkDelivered {
  type: "delivered";
  seq: Seq;
}
export interface Invite {
  type: "invite";
  ref: Ref;
  user: UserId;
  role: Role;
}
export interface Remove {
  type: "remove";
  ref: Ref;
  user: UserId;
}
export interface Leave {
  type: "leave";
  ref: Ref;
}
export interface ChangeRole {
  type: "role";
  ref: Ref;
  user: UserId;
  role: Role;
}
export interface Rename {
  type: "rename";
  ref: Ref;
  name: string;
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

/** Frames that change the log or a cursor and are answered. */
export type CommandFrame =
  | Send
  | Edit
  | Delete
  | React
  | MarkRead
  | Invite
  | Remove
  | Leave
  | ChangeRole
  | Rename
  | MarkAi
  | Ask
  | Stop
  | Move
  | Merge
  | Choose
  | Takeover
  | Moderate;

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
