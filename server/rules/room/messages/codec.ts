/** Converts messages between database rows, `Message` and `message.sent`. Only this file reads and writes the fields of messages. */
import { messageExcerpt } from "../../../../shared/attachments.ts";
import { asShown } from "../../../../shared/as-shown.ts";
import type { UserId } from "../../../../shared/ids.ts";
import type { MentionRange } from "../../../../shared/mentions/mention-range.ts";
import type {
  MailedFrom,
  Message,
  MessageSent,
  OptionalField,
  Quote,
  Replies,
  ThreadChange,
} from "../../../../shared/protocol/events.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { readJson } from "../../../storage/json-column.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { alongPath, branchOfThread, FIRST_BRANCH, shownBranch } from "../branches.ts";
import { attachmentsIn } from "../rows/attachment-row.ts";
import { versionsIn } from "../rows/fork-row.ts";
import { repliesOf, threadNow, threadsBetween } from "../rows/thread-row.ts";
import { answersAt } from "../rows/turn-row.ts";
import { taskColumns, taskIn } from "../rows/task-row.ts";
import { hides, isOnlyInThread, mentionsOf, type MessageRow, moderationOf } from "./row.ts";

/** A message's row, joined with the current content of the message that it replies to. */
type StoredRow = MessageRow & {
  waited: number | null;
  /** A JSON array, or null if there are none. */
  mention_ranges: string | null;
  /** A JSON array of the other writers, or null if there are none. */
  writers: string | null;
  via: MailedFrom | null;
  quote_author: UserId | null;
  quote_text: string | null;
  quote_attachments: string | null;
  quote_deleted_at: number | null;
  quote_moderation: string | null;
  /** JSON, or null if there is only one version of this prompt. */
  versions: string | null;
  /** What it shows of its thread; null if it has none. */
  reply_count: number | null;
  reply_last: number | null;
  reply_people: string | null;
};

const STORED = `SELECT m.*, q.author AS quote_author, q.text AS quote_text, q.deleted_at AS quote_deleted_at,
    q.moderation AS quote_moderation, q.attachments AS quote_attachments, f.versions,
    NULL AS reply_count, NULL AS reply_last, NULL AS reply_people
  FROM messages m LEFT JOIN messages q ON q.seq = m.reply_to LEFT JOIN forks f ON f.prompt = m.forked`;

/** Rows of messages. What the first messages of threads show is read at once for all of them, so that other messages cost nothing. */
function storedRows(store: SqlStore, rest: string, ...values: (Seq | number)[]): StoredRow[] {
  const rows = store.all<StoredRow>(`${STORED} ${rest}`, ...values);
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  for (const { root, count, last, people } of threadsBetween(store, [...bySeq.keys()])) {
    const row = bySeq.get(root);
    if (row !== undefined) Object.assign(row, { reply_count: count, reply_last: last, reply_people: people });
  }
  return rows;
}

interface Field<Name extends OptionalField> {
  /** The value in the row; null if there is none. `shownWhen`, next to `Message`, decides whether it is shown. */
  read: (row: StoredRow, answer: Answer | undefined) => Exclude<Message[Name], undefined> | undefined;
  /** The columns that store the field. */
  write: (value: Message[Name] | undefined) => Partial<StoredRow>;
}

/** All optional fields of a message. A field that is missing here is a type error. */
const fields: { readonly [Name in OptionalField]: Field<Name> } = {
  replyTo: { read: (row) => row.reply_to ?? undefined, write: (seq) => ({ reply_to: seq ?? null }) },
  quote: { read: quoteIn, write: () => ({}) },
  waited: { read: (row) => row.waited ?? undefined, write: (waited) => ({ waited: waited ?? null }) },
  attachments: {
    read: (row) => (row.attachments === null ? undefined : attachmentsIn(row.attachments)),
    write: (files) => ({ attachments: toJson(files) }),
  },
  mentionRanges: {
    read: rangesOf,
    write: (ranges) => ({ mention_ranges: toJson(ranges) }),
  },
  writers: {
    read: writersOf,
    write: (writers) => ({ writers: toJson(writers) }),
  },
  ai: { read: (row) => row.ai ?? undefined, write: (ai) => ({ ai: ai ?? null }) },
  via: { read: (row) => row.via ?? undefined, write: (via) => ({ via: via ?? null }) },
  steers: { read: (row) => row.steers ?? undefined, write: (answer) => ({ steers: answer ?? null }) },
  answer: { read: (_, answer) => answer, write: (answer) => ({ turn: answer?.turn ?? null }) },
  moderation: {
    read: (row) => moderationOf(row) ?? undefined,
    write: (moderation) => ({ moderation: toJson(moderation) }),
  },
  branch: {
    read: (row) => (row.branch > FIRST_BRANCH ? row.branch : undefined),
    write: (branch) => ({ branch: branch ?? FIRST_BRANCH }),
  },
  thread: { read: (row) => row.thread ?? undefined, write: (thread) => ({ thread: thread ?? null }) },
  // What stands in its thread alone has a branch of its own.
  alsoRoom: {
    read: (row) => (row.thread !== null && !isOnlyInThread(row) ? true : undefined),
    write: () => ({}),
  },
  replies: { read: repliesIn, write: () => ({}) },
  forks: {
    read: (row) => (row.versions === null ? undefined : versionsIn(row.versions).map(({ seq }) => seq)),
    write: (forks) => ({ forked: forks?.[0] ?? null }),
  },
  task: {
    read: (row) => (row.task === null ? undefined : (taskIn(row.task) ?? undefined)),
    write: taskColumns,
  },
  editedAt: { read: (row) => row.edited_at ?? undefined, write: (at) => ({ edited_at: at ?? null }) },
  deletedAt: { read: (row) => row.deleted_at ?? undefined, write: (at) => ({ deleted_at: at ?? null }) },
};

const names = Object.keys(fields).filter((name): name is OptionalField => name in fields);

/** The message as everybody may see it, without reactions. */
export function encode(row: StoredRow, answer: Answer | undefined): Message {
  const { seq, id, author, at, text, version } = row;
  const message: Message = { seq, id, author, at, text, mentions: mentionsOf(row), version, reactions: {} };
  for (const name of names) read(message, name, row, answer);
  return asShown(message);
}

function read<Name extends OptionalField>(
  message: Message,
  name: Name,
  row: StoredRow,
  answer: Answer | undefined,
): void {
  const value = fields[name].read(row, answer);
  if (value !== undefined) message[name] = value;
}

/** The `message.sent` event, with the message in its current state. */
export function sent(message: Message, ofThread?: ThreadChange): MessageSent {
  const { seq, at, author: by, reactions: _, editedAt: _edited, deletedAt: _deleted, ...rest } = message;
  return { type: "message.sent", seq, at, by, message: rest, ...(ofThread !== undefined && { ofThread }) };
}

/** Stores a new message. The caller first removes content that must not be shown yet (`asShown`). */
export function insert(store: SqlStore, message: Message): void {
  const { seq, id, author, at, text, mentions, version } = message;
  const row: Partial<StoredRow> = { seq, id, author, at, text, mentions: toJson(mentions), version };
  for (const name of names) Object.assign(row, write(message, name));
  if (message.thread !== undefined && message.alsoRoom === undefined)
    row.branch = branchOfThread(message.thread);
  const columns = Object.keys(row).join(", ");
  const places = Object.keys(row).fill("?").join(", ");
  store.run(`INSERT INTO messages (${columns}) VALUES (${places})`, ...Object.values(row));
}

function write<Name extends OptionalField>(message: Message, name: Name): Partial<StoredRow> {
  return fields[name].write(message[name]);
}

/** The `message.sent` events with `after < seq <= upTo`, ascending. */
export function sentBetween(store: SqlStore, after: Seq, upTo: Seq): MessageSent[] {
  const rows = storedRows(store, "WHERE m.seq > ? AND m.seq <= ? ORDER BY m.seq", after, upTo);
  const answers = answersOf(store, rows);
  return rows.map((row) => {
    const answer = answers.get(row.seq);
    const message = encode(row, answer);
    // Deleted messages are included, because the event also removes the turn from the queue. The later deletion event removes the message.
    return sent(answer === undefined ? message : { ...message, answer }, threadNow(store, row));
  });
}

/** Up to `limit` messages before `before` on the path of a branch, newest first, without reactions. */
export function messagesBefore(
  store: SqlStore,
  before: Seq,
  limit: number,
  branch = shownBranch(store),
): Message[] {
  const rows = alongPath(store, { branch, before }, limit, ({ sql, values }, rest) =>
    storedRows(store, `WHERE ${sql} ORDER BY m.seq DESC LIMIT ?`, ...values, rest),
  );
  const answers = answersOf(store, rows);
  return rows.map((row) => encode(row, answers.get(row.seq)));
}

/** Up to `limit` replies before `before` in a thread, newest first, without reactions. */
export function repliesBefore(store: SqlStore, root: Seq, before: Seq, limit: number): Message[] {
  const rows = storedRows(
    store,
    "WHERE m.thread = ? AND m.seq < ? ORDER BY m.seq DESC LIMIT ?",
    root,
    before,
    limit,
  );
  const answers = answersOf(store, rows);
  return rows.map((row) => encode(row, answers.get(row.seq)));
}

/** The message without reactions; null if there is none. */
export function storedMessage(store: SqlStore, seq: Seq): Message | null {
  const [row] = storedRows(store, "WHERE m.seq = ?", seq);
  return row === undefined ? null : encode(row, answersOf(store, [row]).get(seq));
}

/** The turns of these messages. Reads nothing if none of the messages is by an agent. */
function answersOf(store: SqlStore, rows: readonly MessageRow[]): Map<Seq, Answer> {
  const seqs = rows.filter((row) => row.turn !== null).map((row) => row.seq);
  if (seqs.length === 0) return new Map();
  return answersAt(store, seqs);
}

/** The quote that a reply shows of its original; null if the original is deleted or hidden. */
export function quoteOf(
  original: Pick<MessageRow, "author" | "text" | "attachments" | "deleted_at" | "moderation">,
): Quote | null {
  if (original.deleted_at !== null || hides(original.moderation)) return null;
  const excerpt = messageExcerpt(original.text, attachmentsIn(original.attachments), original.author);
  return { author: original.author, excerpt };
}

function quoteIn(row: StoredRow): Quote | null | undefined {
  if (row.reply_to === null) return undefined;
  const { quote_author: author, quote_text: text } = row;
  if (author === null || text === null) return null;
  return quoteOf({
    author,
    text,
    attachments: row.quote_attachments,
    deleted_at: row.quote_deleted_at,
    moderation: row.quote_moderation,
  });
}

/** What the message shows of its thread. */
function repliesIn(row: Pick<StoredRow, "reply_count" | "reply_last" | "reply_people">): Replies | undefined {
  const { reply_count: count, reply_last: last, reply_people: people } = row;
  if (count === null || last === null || people === null) return undefined;
  return repliesOf({ count, last, people }) ?? undefined;
}

function rangesOf({ mention_ranges: ranges }: StoredRow): MentionRange[] | undefined {
  return ranges === null ? undefined : readJson<MentionRange[] | undefined>(ranges, undefined);
}

function writersOf({ writers }: StoredRow): UserId[] | undefined {
  const users = writers === null ? [] : readJson<UserId[]>(writers, []);
  return users.length === 0 ? undefined : users;
}

/** The JSON text for a column; null for undefined. */
function toJson(value: object | undefined): string | null {
  const isNone = value === undefined || (Array.isArray(value) && value.length === 0);
  return isNone ? null : JSON.stringify(value);
}
