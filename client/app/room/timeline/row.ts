import type { MessageId, UserId } from "../../../../shared/ids.ts";
import type { Message, Notice, Seq } from "../../../../shared/protocol/events.ts";
import type { OutboxEntry } from "../../../sdk/types.ts";

/** Lines above a row: the date line and the "new messages" line. */
interface Lines {
  day: number | null;
  unread: boolean;
}

export interface MessageRow extends Lines {
  type: "message";
  /**
   * `author/id`: the same for a waiting message and for the stored one. Several answers to one prompt use the key of the first, whichever
   * is shown.
   */
  key: string;
  id: MessageId;
  author: UserId;
  at: number;
  body: { state: "stored"; message: Message } | { state: "waiting"; entry: OutboxEntry; held: boolean };
  /** First of a group of messages by one author: it shows the avatar and the name. */
  first: boolean;
  /** Last of a group of the person's own messages: it shows the delivery state. */
  showsState: boolean;
}

export interface NoticeRow extends Lines {
  type: "notice";
  key: string;
  notice: Notice;
}

/** The start of the conversation, shown when no older messages are left to load. */
export interface StartRow extends Lines {
  type: "start";
  key: "start";
}

export type Row = MessageRow | NoticeRow | StartRow;

export interface Timeline {
  keys: readonly string[];
  rows: ReadonlyMap<string, Row>;
}

/** Whether a row shows a message, either itself or another answer to the same prompt. */
export function holds(row: Row | undefined, seq: Seq): boolean {
  if (seqOf(row) === seq) return true;
  if (row?.type !== "message" || row.body.state !== "stored") return false;
  return row.body.message.answer?.siblings?.includes(seq) ?? false;
}

export function seqOf(row: Row | undefined): Seq | null {
  if (row?.type === "notice") return row.notice.seq;
  return row?.type === "message" && row.body.state === "stored" ? row.body.message.seq : null;
}
