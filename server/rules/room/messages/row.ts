import type { MessageId, TurnId, UserId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Moderation } from "../../../../shared/protocol/turns.ts";
import { readJson } from "../../../storage/json-column.ts";
import type { TaskColumns } from "../rows/task-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";

/** The columns that rules read. `StoredRow` has the columns that only the codec reads. */
export type MessageRow = TaskColumns & {
  seq: Seq;
  id: MessageId;
  author: UserId;
  at: number;
  text: string;
  /** A JSON array, or null if there are none. */
  mentions: string | null;
  reply_to: Seq | null;
  version: number;
  edited_at: number | null;
  deleted_at: number | null;
  ai: "never" | null;
  /** JSON, or null. */
  moderation: string | null;
  /** A JSON array of its files. Null if there are none, and while they are hidden. */
  attachments: string | null;
  /** The turn that produced it; null for messages of people. */
  turn: TurnId | null;
  /** The seq of that turn's end. */
  ended: Seq | null;
  /** The answer that it steers. */
  steers: Seq | null;
  /** The seq of the message that began its branch; 0 in the first one; the negative seq of the first message of its thread. */
  branch: Seq;
  /** The first version of this prompt; null if there is only one. */
  forked: Seq | null;
  /** Of an answer that takes the place of an earlier one: the seq of the first answer in that place. */
  place: Seq | null;
  /** The first message of its thread; null if it is in none. */
  thread: Seq | null;
};

/** Whether it stands in its thread alone, and not in the room too. */
export const isOnlyInThread = ({ branch }: Pick<MessageRow, "branch">): boolean => branch < 0;

export function findMessage(store: SqlStore, seq: Seq): MessageRow | null {
  return store.first<MessageRow>("SELECT * FROM messages WHERE seq = ?", seq);
}

export function findMessageById(store: SqlStore, author: UserId, id: MessageId): MessageRow | null {
  return store.first<MessageRow>("SELECT * FROM messages WHERE author = ? AND id = ?", author, id);
}

/** The message that a `send` or `edit` has stored, with the version that the command created. */
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

/** Used for a damaged moderation column: the verdict is unknown, so nobody may see the message. */
const UNREADABLE: Moderation = { state: "retracted", categories: [] };

/** Whether moderation hides the text from everyone. */
export function hides(moderation: string | null): boolean {
  if (moderation === null) return false;
  const { state } = readJson(moderation, UNREADABLE);
  return state === "held" || state === "retracted";
}

export function moderationOf(row: MessageRow): Moderation | null {
  return row.moderation === null ? null : readJson(row.moderation, UNREADABLE);
}
