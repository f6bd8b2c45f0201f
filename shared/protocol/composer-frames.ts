/**
 * The shared composer of a session: one prompt that several people write together. Like a draft it is a Yjs document, but it is
 * synced over the room's own socket to everyone who has it open. Updates and state vectors are Yjs's, version 1, in base64.
 */
import type { MessageId, UserId } from "../ids.ts";
import type { Seq } from "./seq.ts";
import type { Ref } from "./ref.ts";

/**
 * Position of a caret: one Yjs relative position in base64, or two with a space between them for a selection (anchor, head).
 * Positions in deleted text stay valid.
 */
export type Caret = string;

/** Opens the composer on this socket, or sends the device's state again. Answered by `compose` with a `vector`, then `ok`. */
export interface ComposeOpen {
  type: "compose.open";
  ref: Ref;
  /** Epoch of the prompt on the device, 0 for none. The answer contains the current one. */
  epoch: number;
  vector: string;
}
/** Keystrokes, joined by the client. `ok` means that they are stored; the other participants receive them then. */
export interface ComposeUpdate {
  type: "compose.update";
  ref: Ref;
  epoch: number;
  update: string;
  /** Position of the caret after the update; missing if it is unchanged. */
  caret?: Caret;
}
/** Null if there is no caret. A signal: not answered, not stored. */
export interface ComposeCaret {
  type: "compose.caret";
  caret: Caret | null;
}
/** This person agrees that the prompt may be sent as it is. The next change of the text cancels it. */
export interface ComposeReady {
  type: "compose.ready";
  ref: Ref;
  on: boolean;
  /** Hash of the text that the person has seen (`textHash`), with `on`. */
  hash?: string;
}
/** Switches sign-off: with it, a prompt can be sent only if all present writers are ready. With `manage`. */
export interface ComposeSignOff {
  type: "compose.signoff";
  ref: Ref;
  on: boolean;
}
/** Sends the text, as the room has it at that moment, as a message of this person. The same id creates only one message. */
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

/** Room -> participants. With `vector` it is the answer to `compose.open`; without, an update by another participant. */
export interface Composed {
  type: "compose";
  /** Increases when the prompt is started anew. Updates of another epoch do not apply. */
  epoch: number;
  update: string;
  vector?: string;
  /** With `vector`: the participant id of this socket. Without: the id of the author; missing if the room made the change. */
  at?: ParticipantId;
  caret?: Caret;
}
/** Room -> participants: another participant's caret. */
export interface CaretFrame {
  type: "caret";
  at: ParticipantId;
  caret: Caret | null;
}

/** A socket that has the composer open, identified by a small number from the room. */
export type ParticipantId = number;

export interface Composer {
  at: ParticipantId;
  /** Set by the room, and not by the device. */
  user: UserId;
  ready: boolean;
  /** The device has sent words within `WRITING_FOR`. Not sent if it has not: somebody who only has the composer open does not write. */
  writing?: true;
}

/** Room -> all members: the state of the shared composer, without its text. */
export interface Composing {
  people: Composer[];
  /** Everyone who writes must be ready before the prompt can be sent. */
  signOff: boolean;
  /** Whether the prompt contains text. */
  hasWords: boolean;
}
export interface ComposingFrame extends Composing {
  type: "composing";
}
