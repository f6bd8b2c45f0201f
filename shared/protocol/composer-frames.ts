/**
 * The shared composer of a session: one prompt that several people write together. A Yjs document like a draft's, on the room's own
 * socket, told to those who have it open. Updates and state vectors are Yjs's, version 1, in base64.
 */
import type { MessageId, UserId } from "../ids.ts";
import type { Seq } from "./seq.ts";
import type { Ref } from "./ref.ts";

/**
 * Where somebody's caret stands: one Yjs relative position in base64, or two with a space between where a stretch is selected
 * (anchor, head). Positions of what was deleted meanwhile are still places.
 */
export type Caret = string;

/** Opens the composer on this socket, or says again what the device has of it. Answered by `compose` with a `vector`, then `ok`. */
export interface ComposeOpen {
  type: "compose.open";
  ref: Ref;
  /** Of the prompt that the device has, 0 for none. The answer names the one that counts. */
  epoch: number;
  vector: string;
}
/** Keystrokes, joined by the client. `ok` says that they are stored; the others are told then. */
export interface ComposeUpdate {
  type: "compose.update";
  ref: Ref;
  epoch: number;
  update: string;
  /** Where the caret stands after it; missing where that is the same place as before. */
  caret?: Caret;
}
/** Null: it stands nowhere. A signal: not answered, not stored. */
export interface ComposeCaret {
  type: "compose.caret";
  caret: Caret | null;
}
/** For this person the prompt may go out as it stands. The next change of the words takes it back. */
export interface ComposeReady {
  type: "compose.ready";
  ref: Ref;
  on: boolean;
  /** Of the words that the person has seen (`textHash`), with `on`. */
  hash?: string;
}
/** From now on a prompt goes out only when all who write it and are here said that they are ready; or not. With `manage`. */
export interface ComposeSignOff {
  type: "compose.signoff";
  ref: Ref;
  on: boolean;
}
/** Makes the words, as the room has them at that moment, a message of this person's. The same id again makes no second one. */
export interface ComposeSend {
  type: "compose.send";
  ref: Ref;
  id: MessageId;
  mentions?: UserId[];
  replyTo?: Seq;
}
export interface ComposeClose {
  type: "compose.close";
  ref: Ref;
}

export type ComposeFrame =
  ComposeOpen | ComposeUpdate | ComposeCaret | ComposeReady | ComposeSignOff | ComposeSend | ComposeClose;

/** Room -> who has the composer open. With `vector` it is the answer to `compose.open`; without, what somebody wrote. */
export interface Composed {
  type: "compose";
  /** It rises when the prompt is begun anew: nothing of another one fits. */
  epoch: number;
  update: string;
  vector?: string;
  /** With `vector`: the participant that the socket got. Without: the participant of whoever wrote it; missing where the room did. */
  at?: ParticipantId;
  caret?: Caret;
}
/** Room -> who has the composer open: somebody's caret. */
export interface CaretFrame {
  type: "caret";
  at: ParticipantId;
  caret: Caret | null;
}

/** A socket that has the composer open, by a small number that the room gives. */
export type ParticipantId = number;

export interface Composer {
  at: ParticipantId;
  /** As the room knows them, whatever a device says. */
  user: UserId;
  ready: boolean;
}

/** Room -> everyone in it: the whole of how the shared composer stands, without its words. */
export interface Composing {
  people: Composer[];
  /** Everybody who writes has to be ready before it goes out. */
  signOff: boolean;
  /** There are words in it. */
  hasWords: boolean;
}
export interface ComposingFrame extends Composing {
  type: "composing";
}
