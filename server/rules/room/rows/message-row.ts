import { messageExcerpt } from "../../../../shared/attachments.ts";
import type { MessageId, TurnId, UserId } from "../../../../shared/ids.ts";
import type { Message, MessageSent, Quote } from "../../../../shared/protocol/events.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Answer, Moderation } from "../../../../shared/protocol/turns.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { attachmentsIn } from "./attachment-row.ts";
import { answersBetween } from "./turn-row.ts";
import { readJson } from "../../../storage/json-column.ts";

export type MessageRow = {
  seq: Seq;
  id: MessageId;
  author: UserId;
  at: number;
  text: string;
  /** A JSON array, or null for none. */
  mentions: string | null;
  reply_to: Seq | null;
  waited: number | null;
  version: number;
  edited_at: number | null;
  deleted_at: number | null;
  ai: "never" | null;
  /** JSON, or null. */
  moderation: string | null;
  /** A JSON array of who else wrote it, or null for nobody. */
  writers: string | null;
  /** A JSON array of its files, or null for none; null too while they are hidden. */
  attachments: string | null;
  /** The turn that made it; null for what people say. */
  turn: TurnId | null;
  /** Seq of that turn's end. */
  ended: Seq | null;
};

/** A message's row beside what the message that it answers says now. */
type QuotingRow = MessageRow & {
  quote_author: UserId | null;
  quote_text: string | null;
  quote_attachments: string | null;
  quote_deleted_at: number | null;
  quote_moderation: string | null;
};

const QUOTING = `SELECT m.*, q.author AS quote_author, q.text AS quote_text, q.deleted_at AS quote_deleted_at,
    q.moderation AS quote_moderation, q.attachments AS quote_attachments
  FROM messages m LEFT JOIN messages q ON q.seq = m.reply_to`;

export function findMessage(store: SqlStore, seq: Seq): MessageRow | null {
  return store.first<MessageRow>("SELECT * FROM messages WHERE seq = ?", seq);
}

export function findMessageById(store: SqlStore, author: UserId, id: MessageId): MessageRow | null {
  return store.first<MessageRow>("SELECT * FROM messages WHERE author = ? AND id = ?", author, id);
}

/** The message that a `send` or `edit` has made, at the version that it made. */
export function findWritten(
  store: SqlStore,
  command: { type: "send"; id: MessageId } | { type: "edit"; target: Seq; version: number },
  user: UserId,
): { target: Seq; version: number } | null {
  if (command.type === "edit") return { target: command.target, version: command.version + 1 };
  const message = findMessageById(store, user, command.id);
  return message === null ? null : { target: message.seq, version: 1 };
}

export function mentionsOf(row: MessageRow): UserId[] {
  return row.mentions === null ? [] : readJson<UserId[]>(row.mentions, []);
}

export function writersOf(row: MessageRow): UserId[] {
  return row.writers === null ? [] : readJson<UserId[]>(row.writers, []);
}

/** Nobody knows what was found: nobody is shown it. */
const UNREADABLE: Moderation = { state: "retracted", categories: [] };

/** Whether moderation keeps the text from everyone. */
export function hides(moderation: string | null): boolean {
  if (moderation === null) return false;
  const { state } = readJson(moderation, UNREADABLE);
  return state === "held" || state === "retracted";
}

export function moderationOf(row: MessageRow): Moderation | null {
  return row.moderation === null ? null : readJson(row.moderation, UNREADABLE);
}

/** What moderation hides has no text in its row already, unless that is damaged. */
export function shownText({ text, moderation }: Pick<MessageRow, "text" | "moderation">): string {
  return hides(moderation) ? "" : text;
}

/** The sendings with `after < seq <= head`, ascending, as events. */
export function sentAfter(store: SqlStore, after: Seq): MessageSent[] {
  const rows = store.all<QuotingRow>(`${QUOTING} WHERE m.seq > ? ORDER BY m.seq`, after);
  const answers = answersOf(store, rows);
  return rows.map((row) => toEvent(row, answers.get(row.seq)));
}

/** Up to `limit` messages before `before`, newest first, without reactions. */
export function messagesBefore(store: SqlStore, before: Seq, limit: number): Message[] {
  const rows = store.all<QuotingRow>(`${QUOTING} WHERE m.seq < ? ORDER BY m.seq DESC LIMIT ?`, before, limit);
  const answers = answersOf(store, rows);
  return rows.map((row) => toMessage(row, answers.get(row.seq)));
}

/** What is known of the turns behind these messages; reads nothing where no agent has spoken. */
function answersOf(store: SqlStore, rows: readonly MessageRow[]): Map<Seq, Answer> {
  const seqs = rows.filter((row) => row.turn !== null).map((row) => row.seq);
  if (seqs.length === 0) return new Map();
  return answersBetween(store, Math.min(...seqs), Math.max(...seqs));
}

function toEvent(row: QuotingRow, answer: Answer | undefined): MessageSent {
  return {
    type: "message.sent",
    seq: row.seq,
    at: row.at,
    by: row.author,
    message: {
      id: row.id,
      text: shownText(row),
      mentions: mentionsOf(row),
      version: row.version,
      ...replyOf(row),
      ...waitOf(row),
      ...shownOf(row, answer),
      // Also of a deleted one: it tells which turn has left the queue. The event of the deletion takes it away again.
      ...(answer === undefined ? {} : { answer }),
    },
  };
}

function toMessage(row: QuotingRow, answer: Answer | undefined): Message {
  return {
    seq: row.seq,
    id: row.id,
    author: row.author,
    at: row.at,
    text: shownText(row),
    mentions: mentionsOf(row),
    version: row.version,
    reactions: {},
    ...replyOf(row),
    ...waitOf(row),
    ...shownOf(row, answer),
    ...(row.edited_at === null || row.deleted_at !== null ? {} : { editedAt: row.edited_at }),
    ...(row.deleted_at === null ? {} : { deletedAt: row.deleted_at }),
  };
}

function replyOf(row: QuotingRow): { replyTo?: Seq; quote?: Quote | null } {
  if (row.reply_to === null) return {};
  const { quote_author: author, quote_text: text } = row;
  const isHidden = hides(row.quote_moderation);
  const gone =
    row.deleted_at !== null || row.quote_deleted_at !== null || isHidden || author === null || text === null;
  if (gone) return { replyTo: row.reply_to, quote: null };
  const excerpt = messageExcerpt(text, attachmentsIn(row.quote_attachments));
  return { replyTo: row.reply_to, quote: { author, excerpt } };
}

/** What is only known of a message that was not deleted. */
function shownOf(
  row: MessageRow,
  answer: Answer | undefined,
): Pick<Message, "attachments" | "writers" | "ai" | "answer" | "moderation"> {
  if (row.deleted_at !== null) return {};
  const moderation = moderationOf(row);
  const writers = writersOf(row);
  return {
    ...(row.attachments === null || hides(row.moderation)
      ? {}
      : { attachments: attachmentsIn(row.attachments) }),
    ...(writers.length === 0 ? {} : { writers }),
    ...(row.ai === null ? {} : { ai: row.ai }),
    ...(answer === undefined ? {} : { answer }),
    ...(moderation === null ? {} : { moderation }),
  };
}

function waitOf(row: MessageRow): { waited?: number } {
  return row.waited === null ? {} : { waited: row.waited };
}
