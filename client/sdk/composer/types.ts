import type { UserId } from "../../../shared/ids.ts";
import type { ParticipantId } from "../../../shared/protocol/composer-frames.ts";
import type { MentionRange } from "../../../shared/mentions/mention-range.ts";
import type { Seq } from "../../../shared/protocol/events.ts";

/** Position of another participant's caret, UTF-16 offsets. The two differ if text is selected. */
export interface ShownCaret {
  at: ParticipantId;
  anchor: number;
  head: number;
}

/**
 * The shared composer of one session while it is open on this device. The room's view (`composing`) contains the participants,
 * who is ready, and whether sign-off is required. Values are plain properties; `subscribe` reports when they change.
 */
export interface SharedComposer {
  readonly text: string;
  /** The room has answered on this socket. Until then, typed text waits on this device. */
  readonly isOpen: boolean;
  /** `waiting`: being sent, or waiting for a connection; `too_long`: above the limit, so it is not sent to the others. */
  readonly kept: "waiting" | "everywhere" | "too_long";
  readonly carets: readonly ShownCaret[];
  /** This device's participant id; null until the room has answered. */
  readonly participant: ParticipantId | null;
  subscribe(listener: () => void): () => void;
  /** Replaces the text by the smallest change, so that concurrent changes of others stay. `caret` is the position after the change. */
  edit(text: string, caret?: number): void;
  /** The mentions that somebody picked and that still stand in the text. */
  readonly mentions: readonly MentionRange[];
  /** Remembers whom a part of the text means. */
  mention(range: MentionRange): void;
  /** Shows this person's caret or selection to the others. */
  select(anchor: number, head: number): void;
  unselect(): void;
  /** These resolve when the room has done it, and reject with `ParleyError`. */
  ready(on: boolean): Promise<void>;
  askForSignOff(on: boolean): Promise<void>;
  /**
   * Sends the text as the room has it at that time. Without `mentions` it mentions what was picked, and whom else it names. Resolves to the message's seq.
   */
  send(message?: { mentions?: UserId[]; replyTo?: Seq }): Promise<Seq | null>;
  /** Stores the changes on this device immediately. */
  keep(): void;
  close(): void;
}
