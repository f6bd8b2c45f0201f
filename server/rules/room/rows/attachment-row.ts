import type { Attachment, AttachmentType } from "../../../../shared/attachments.ts";
import type { AttachmentId, UserId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { readJson } from "../../../storage/json-column.ts";

export type AttachmentRow = {
  id: AttachmentId;
  uploader: UserId;
  /** The last part of the object's key in R2: random, unique for each upload. */
  object: string;
  name: string;
  bytes: number;
  type: AttachmentType;
  width: number | null;
  height: number | null;
  uploaded_at: number;
  /** The message that contains it; null while it is not sent. */
  message: Seq | null;
  place: number | null;
};

export function findAttachment(store: SqlStore, id: AttachmentId): AttachmentRow | null {
  return store.first<AttachmentRow>("SELECT * FROM attachments WHERE id = ?", id);
}

/** The files of a message, in display order. */
export function rowsOfMessage(store: SqlStore, message: Seq): AttachmentRow[] {
  return store.all<AttachmentRow>(
    `SELECT * FROM attachments INDEXED BY attachments_of_messages
     WHERE message = ? ORDER BY place`,
    message,
  );
}

/** A person's uploaded files that are not sent yet, oldest first. */
export function rowsWaiting(store: SqlStore, user: UserId): AttachmentRow[] {
  return store.all<AttachmentRow>(
    `SELECT * FROM attachments INDEXED BY waiting_attachments
     WHERE message IS NULL AND uploader = ? ORDER BY uploaded_at, id`,
    user,
  );
}

export function toAttachment({ id, name, bytes, type, width, height }: AttachmentRow): Attachment {
  return { id, name, bytes, type, ...(width !== null && height !== null && { width, height }) };
}

/** Decodes a message's column `attachments`: JSON, or null if there are none. */
export function attachmentsIn(json: string | null): Attachment[] {
  return json === null ? [] : readJson<Attachment[]>(json, []);
}
