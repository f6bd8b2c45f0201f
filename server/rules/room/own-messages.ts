/** A member's own messages, for the export of the account. */
import type { Attachment } from "../../../shared/attachments.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { hides } from "./messages/row.ts";
import { roleOf } from "./rows/member-row.ts";

export interface OwnMessage {
  seq: Seq;
  at: number;
  editedAt: number | null;
  text: string;
  files: string[];
}

type Row = {
  seq: Seq;
  at: number;
  edited_at: number | null;
  text: string;
  attachments: string | null;
  moderation: string | null;
};

/** The next messages after `after`, oldest first, without deleted ones. Empty for somebody who is not a member. */
export function ownMessages(store: SqlStore, user: UserId, after: Seq, limit: number): OwnMessage[] {
  if (roleOf(store, user) === null) return [];
  const rows = store.all<Row>(
    `SELECT seq, at, edited_at, text, attachments, moderation FROM messages
     WHERE author = ? AND seq > ? AND deleted_at IS NULL ORDER BY seq LIMIT ?`,
    user,
    after,
    limit,
  );
  return rows.map(({ seq, at, edited_at: editedAt, text, attachments, moderation }) => ({
    seq,
    at,
    editedAt,
    // What moderation hides is hidden from its author too.
    text: hides(moderation) ? "" : text,
    files:
      attachments === null || hides(moderation)
        ? []
        : readJson<Pick<Attachment, "name">[]>(attachments, []).map(({ name }) => name),
  }));
}
