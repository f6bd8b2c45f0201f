import type { UserId } from "../../../shared/ids.ts";
import type { ParticipantId } from "../../../shared/protocol/composer-frames.ts";
import type { Seq } from "../../../shared/protocol/events.ts";

/** Where somebody else's caret stands in the text, UTF-16 units; the two differ where a stretch is selected. */
export interface ShownCaret {
  at: ParticipantId;
  anchor: number;
  head: number;
}

/**
 * The shared composer of one session, while it is open on this device. Who else has it open, who is ready and whether the room asks
 * for that is in the room's view (`composing`). Reads are plain properties; `subscribe` says when to read again.
 */
export interface SharedComposer {
  readonly text: string;
  /** The room has answered on this socket. Without that, what is typed waits here. */
  readonly isOpen: boolean;
  /** `waiting`: on its way, or waiting for a connection; `too_long`: more than it holds, not told to the others. */
  readonly kept: "waiting" | "everywhere" | "too_long";
  readonly carets: readonly ShownCaret[];
  /** This device's own; null until the room has answered. */
  readonly participant: ParticipantId | null;
  subscribe(listener: () => void): () => void;
  /** Makes the text this one, by the least change, after which the caret stands there: what others write meanwhile stays. */
  edit(text: string, caret?: number): void;
  /** Where this person's caret stands, for the others; null: nowhere. */
  select(anchor: number, head: number): void;
  unselect(): void;
  /** These resolve when the room has done it, and reject with `ParleyError`. */
  ready(on: boolean): Promise<void>;
  askForSignOff(on: boolean): Promise<void>;
  /** Sends the words as the room has them then. Resolves to the message's seq. */
  send(message?: { mentions?: UserId[]; replyTo?: Seq }): Promise<Seq | null>;
  /** Writes down at once what this device keeps. */
  keep(): void;
  close(): void;
}
