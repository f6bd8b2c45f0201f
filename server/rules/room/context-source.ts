/** What a model may be given of a room, read as it is asked for. */
import type { Attachment } from "../../../shared/attachments.ts";
import type { LibraryId, UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { attachmentsIn } from "./rows/attachment-row.ts";
import { hides, type MessageRow } from "./messages/row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { readJson } from "../../storage/json-column.ts";

/** A message as a model's context sees it. Where `hidden` says why, the text is empty: it must not reach any model. */
export interface ContextMessage {
  seq: Seq;
  version: number;
  author: { id: UserId; name: string };
  at: number;
  text: string;
  /** What is known of its files; missing for none. Their contents are given to no model. */
  attachments?: Attachment[];
  replyTo: Seq | null;
  hidden: "excluded" | "deleted" | "moderation" | "other_branch" | null;
  /** Of an answer: libraries that it was built on, itself or by what was said before; missing for none. */
  libraries?: LibraryId[];
}

type ContextRow = MessageRow & {
  name: string | null;
  chosen: number | null;
  libraries: string | null;
  others: string | null;
};

/** Messages before `before`, newest first. Answers that are still being given, and empty ones, are not among them. */
export function contextBefore(store: SqlStore, before: Seq, limit: number): ContextMessage[] {
  const rows = store.all<ContextRow>(
    `SELECT m.*, p.name, t.chosen, t.libraries,
       (SELECT group_concat(w.name, ', ') FROM json_each(m.writers) j JOIN members w ON w.user = j.value) AS others
     FROM messages m
     LEFT JOIN members p ON p.user = m.author LEFT JOIN turns t ON t.id = m.turn
     WHERE m.seq < ? AND (m.turn IS NULL OR m.ended IS NOT NULL) ORDER BY m.seq DESC LIMIT ?`,
    before,
    limit,
  );
  return rows.map(toContext);
}

function toContext(row: ContextRow): ContextMessage {
  const hidden = whyHidden(row);
  return {
    seq: row.seq,
    version: row.version,
    author: { id: row.author, name: nameOf(row) },
    at: row.at,
    text: hidden === null ? row.text : "",
    ...(hidden === null && row.attachments !== null && { attachments: attachmentsIn(row.attachments) }),
    replyTo: row.reply_to,
    hidden,
    ...(row.libraries === null ? {} : { libraries: readJson<LibraryId[]>(row.libraries, []) }),
  };
}

/** Of what was written together, everybody's. */
function nameOf({ name, others }: ContextRow): string {
  return others === null ? (name ?? "Somebody") : `${name ?? "Somebody"} with ${others}`;
}

function whyHidden(row: ContextRow): ContextMessage["hidden"] {
  if (row.deleted_at !== null) return "deleted";
  if (row.ai === "never") return "excluded";
  if (hides(row.moderation)) return "moderation";
  return row.chosen === 0 ? "other_branch" : null;
}

/** Stands for every message up to `upTo`. */
export interface Summary {
  upTo: Seq;
  text: string;
}

/** The newest summary of messages before `before`. */
export function summaryBefore(store: SqlStore, before: Seq): Summary | null {
  return store.first<{ upTo: Seq; text: string }>(
    "SELECT up_to AS upTo, text FROM summaries WHERE up_to < ? ORDER BY up_to DESC LIMIT 1",
    before,
  );
}

export function saveSummary(store: SqlStore, { upTo, text }: Summary): void {
  store.run("INSERT OR REPLACE INTO summaries (up_to, text) VALUES (?, ?)", upTo, text);
}

/** Libraries that any answer up to `upTo` was built on: what a summary of them may hold. */
export function librariesUpTo(store: SqlStore, upTo: Seq): LibraryId[] {
  const rows = store.all<{ libraries: string }>(
    "SELECT libraries FROM turns INDEXED BY answers_from_libraries WHERE libraries IS NOT NULL AND answer <= ?",
    upTo,
  );
  return [...new Set(rows.flatMap((row) => readJson<LibraryId[]>(row.libraries, [])))];
}
