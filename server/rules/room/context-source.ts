/** Reads the content of a room that a model may be given, on demand. */
import type { Attachment } from "../../../shared/attachments.ts";
import type { LibraryId, UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { alongPath, branchAt, pathOf, shownBranch } from "./branches.ts";
import { attachmentsIn } from "./rows/attachment-row.ts";
import { hides, type MessageRow } from "./messages/row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { readJson } from "../../storage/json-column.ts";

/** A message for a model's context. If `hidden` names a reason, the text is empty, because it must not reach any model. */
export interface ContextMessage {
  seq: Seq;
  version: number;
  author: { id: UserId; name: string };
  at: number;
  text: string;
  /** Metadata of its files; missing if there are none. No model receives the file contents. */
  attachments?: Attachment[];
  replyTo: Seq | null;
  hidden: "excluded" | "deleted" | "moderation" | "other_branch" | null;
  /** For an answer: libraries that it is based on, directly or through earlier answers; missing if there are none. */
  libraries?: LibraryId[];
}

type ContextRow = MessageRow & {
  name: string | null;
  chosen: number | null;
  libraries: string | null;
  others: string | null;
};

/** Messages before `before` on the path of a branch, newest first. Running answers and empty messages are left out. */
export function contextBefore(
  store: SqlStore,
  before: Seq,
  limit: number,
  branch = shownBranch(store),
): ContextMessage[] {
  const rows = alongPath(store, { branch, before }, limit, ({ sql, values }, rest) =>
    store.all<ContextRow>(
      `${CONTEXT} WHERE ${sql} AND (m.turn IS NULL OR m.ended IS NOT NULL) ORDER BY m.seq DESC LIMIT ?`,
      ...values,
      rest,
    ),
  );
  return rows.map(toContext);
}

/** One message. */
export function contextOf(store: SqlStore, seq: Seq): ContextMessage | null {
  const row = store.first<ContextRow>(`${CONTEXT} WHERE m.seq = ?`, seq);
  return row === null ? null : toContext(row);
}

const CONTEXT = `SELECT m.*, p.name, t.chosen, t.libraries,
    (SELECT group_concat(w.name, ', ') FROM json_each(m.writers) j JOIN members w ON w.user = j.value) AS others
  FROM messages m
  LEFT JOIN members p ON p.user = m.author LEFT JOIN turns t ON t.id = m.turn`;

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

/** For a message from the shared composer, the names of all its writers. */
function nameOf({ name, others }: ContextRow): string {
  return others === null ? (name ?? "Somebody") : `${name ?? "Somebody"} with ${others}`;
}

function whyHidden(row: ContextRow): ContextMessage["hidden"] {
  if (row.deleted_at !== null) return "deleted";
  if (row.ai === "never") return "excluded";
  if (hides(row.moderation)) return "moderation";
  return row.chosen === 0 ? "other_branch" : null;
}

/** A summary that replaces all messages up to `upTo`. */
export interface Summary {
  upTo: Seq;
  text: string;
}

/** The newest summary that covers only messages of the path. A summary stands in the branch in which the messages end that it covers. */
export function summaryBefore(store: SqlStore, before: Seq, branch = shownBranch(store)): Summary | null {
  for (const stretch of pathOf(store, branch)) {
    const found = store.first<{ upTo: Seq; text: string }>(
      "SELECT up_to AS upTo, text FROM summaries WHERE branch = ? AND up_to < ? ORDER BY up_to DESC LIMIT 1",
      stretch.branch,
      Math.min(before, stretch.before),
    );
    if (found !== null) return found;
  }
  return null;
}

/** `branch`: the summary is of its path. */
export function saveSummary(store: SqlStore, { upTo, text }: Summary, branch = shownBranch(store)): void {
  store.run(
    "INSERT OR REPLACE INTO summaries (up_to, text, branch) VALUES (?, ?, ?)",
    upTo,
    text,
    branchAt(store, branch, upTo),
  );
}

/** Libraries that any answer up to `upTo` on the path is based on. A summary of these messages may contain their content. The path is read once. */
export function librariesUpTo(store: SqlStore, upTo: Seq, branch = shownBranch(store)): LibraryId[] {
  const rows = store.all<{ libraries: string; seq: Seq; branch: Seq; place: Seq | null }>(
    `SELECT t.libraries, m.seq, m.branch, m.place FROM turns t INDEXED BY answers_from_libraries JOIN messages m ON m.seq = t.answer
     WHERE t.libraries IS NOT NULL AND t.answer <= ?`,
    upTo,
  );
  if (rows.length === 0) return [];
  const path = new Map(Array.from(pathOf(store, branch), (stretch) => [stretch.branch, stretch.before]));
  const onPath = rows.filter(({ seq, branch: own, place }) => (place ?? seq) < (path.get(own) ?? 0));
  return [...new Set(onPath.flatMap((row) => readJson<LibraryId[]>(row.libraries, [])))];
}
