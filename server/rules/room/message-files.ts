/** The files of a room's messages, newest first. Pure over the SQL port. */
import type { FilesPage } from "../../../shared/attachments.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { hides } from "./messages/row.ts";
import { attachmentsIn } from "./rows/attachment-row.ts";

/** Messages of one page. */
export const FILES_PAGE = 50;

type Row = {
  seq: Seq;
  author: UserId;
  name: string;
  at: number;
  attachments: string | null;
  moderation: string | null;
};

/** Deleted messages have no files any more; those of held and retracted messages are left out. */
export function filesBefore(store: SqlStore, before: Seq | null): FilesPage {
  const rows = store.all<Row>(
    `SELECT m.seq, m.author, p.name, m.at, m.attachments, m.moderation
     FROM (SELECT DISTINCT message FROM attachments INDEXED BY attachments_of_messages
           WHERE message IS NOT NULL AND message < ? ORDER BY message DESC LIMIT ?) f
     JOIN messages m ON m.seq = f.message JOIN members p ON p.user = m.author
     ORDER BY m.seq DESC`,
    before ?? Number.MAX_SAFE_INTEGER,
    FILES_PAGE + 1,
  );
  const page = rows.slice(0, FILES_PAGE);
  const messages = page
    .filter(({ moderation }) => !hides(moderation))
    .map(({ seq, author, name, at, attachments }) => {
      return { message: seq, author, name, at, files: attachmentsIn(attachments) };
    });
  return { messages, next: rows.length > page.length ? (page.at(-1)?.seq ?? null) : null };
}
