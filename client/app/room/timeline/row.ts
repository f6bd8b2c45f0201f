import type { MessageId, UserId } from "../../../../shared/ids.ts";
import type { Message, Notice, Seq } from "../../../../shared/protocol/events.ts";
import type { OutboxEntry } from "../../../sdk/types.ts";

/** What stands before a row: the line of its day, the line above what is new. */
interface Lines {
  day: number | null;
  unread: boolean;
}

export interface MessageRow extends Lines {
  type: "message";
  /**
   * `author/id`: the same for the message that waits here and for the one that came back from the room. Of several answers
   * to one prompt, that of the first, whichever is shown.
   */
  key: string;
  id: MessageId;
  author: UserId;
  at: number;
  body: { state: "stored"; message: Message } | { state: "waiting"; entry: OutboxEntry; held: boolean };
  /** First of its author's run: shows the avatar and the name. */
  first: boolean;
  /** Last of my run: shows how far it got. */
  showsState: boolean;
}

export interface NoticeRow extends Lines {
  type: "notice";
  key: string;
  notice: Notice;
}

/** Where the conversation begins; there when nothing older is left to load. */
export interface StartRow extends Lines {
  type: "start";
  key: "start";
}

export type Row = MessageRow | NoticeRow | StartRow;

export interface Timeline {
  keys: readonly string[];
  rows: ReadonlyMap<string, Row>;
}

/** Whether a message is shown by this row, itself or by another answer to the same prompt. */
export function holds(row: Row | undefined, seq: Seq): boolean {
  if (seqOf(row) === seq) return true;
  if (row?.type !== "message" || row.body.state !== "stored") return false;
  return row.body.message.answer?.siblings?.includes(seq) ?? false;
}

export function seqOf(row: Row | undefined): Seq | null {
  if (row?.type === "notice") return row.notice.seq;
  return row?.type === "message" && row.body.state === "stored" ? row.body.message.seq : null;
}
