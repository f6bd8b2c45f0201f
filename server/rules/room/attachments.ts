/** Attachments of messages. A message takes them when it is sent; they are hidden and deleted together with it. */
import type { Attachment } from "../../../shared/attachments.ts";
import type { AttachmentId, UserId } from "../../../shared/ids.ts";
import { allowed } from "../../../shared/permissions.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { textHash } from "../../../shared/text-hash.ts";
import type { Caller } from "./actor.ts";
import { type Refusal, refuse } from "./errors.ts";
import { type AttachmentRow, findAttachment, rowsOfMessage, toAttachment } from "./rows/attachment-row.ts";
import { roleOf } from "./rows/member-row.ts";
import { findMessage, moderationOf } from "./messages/row.ts";
import { kindOf, readRoom } from "./rows/room-row.ts";
import { nextBeat } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { noteOrphan } from "./orphan-objects.ts";

/** Returns the files that a message of this author may take, or a refusal. Changes nothing. */
export function attachable(
  store: SqlStore,
  ids: readonly AttachmentId[],
  author: UserId,
): Attachment[] | Refusal {
  if (new Set(ids).size < ids.length) return refuse.fileTwice();
  const files: Attachment[] = [];
  for (const id of ids) {
    const row = findAttachment(store, id);
    if (row === null || row.uploader !== author) return refuse.noSuchFile();
    if (row.message !== null) return refuse.fileIsSent();
    files.push(toAttachment(row));
  }
  return files;
}

/** Assigns files to a message, after the number of files that it has. Runs in the message's transaction, so a file belongs to at most one message and none is lost in a crash. */
export function attach(store: SqlStore, ids: readonly AttachmentId[], message: Seq, after = 0): void {
  ids.forEach((id, n) => {
    store.run("UPDATE attachments SET message = ?, place = ? WHERE id = ?", message, after + n, id);
  });
}

/** The id of a copy of a file in a fork. It is built from values that are unique: the room, its epoch, the seq of the fork and the place. */
export function copiedIdAt(store: SqlStore, seq: Seq, place: number): AttachmentId {
  const { id, epoch } = readRoom(store);
  const half = (salt: string): string => textHash(`${salt}:${id}:${epoch}:${seq}:${place}`).slice(-13);
  return `att_${half("a")}${half("b")}` as AttachmentId;
}

/** Whether the message was sent with exactly these files, in this order. A fork's copies of other files do not count. */
export function hasSameFiles(store: SqlStore, message: Seq, ids: readonly AttachmentId[]): boolean {
  const rows = rowsOfMessage(store, message).filter(
    ({ id, place }) => id !== copiedIdAt(store, message, place ?? 0),
  );
  return rows.length === ids.length && rows.every(({ id }, place) => id === ids[place]);
}

export function attachmentsOf(store: SqlStore, message: Seq): Attachment[] {
  return rowsOfMessage(store, message).map(toAttachment);
}

/** Encodes files for the column `messages.attachments`. */
export function encodeAttachments(files: readonly Attachment[]): string | null {
  return files.length === 0 ? null : JSON.stringify(files);
}

/** Detaches a message's files and marks their objects for deletion. The deletion is durable: a crash does not lose it. */
export function forgetAttachments(store: SqlStore, message: Seq, now: number): void {
  for (const row of rowsOfMessage(store, message)) {
    store.run("DELETE FROM attachments WHERE id = ?", row.id);
    // Another version of the prompt may have the same file.
    if (!hasObject(store, row.object)) noteOrphan(store, row, nextBeat(now));
  }
}

function hasObject(store: SqlStore, object: string): boolean {
  return store.first("SELECT id FROM attachments WHERE object = ? LIMIT 1", object) !== null;
}

/** Returns the file if this person may download it now. Returns null if it does not exist or is not allowed. */
export function findDownload(
  store: SqlStore,
  id: AttachmentId,
  { user, scopes }: Caller,
): AttachmentRow | null {
  const role = roleOf(store, user);
  const row = findAttachment(store, id);
  if (role === null || row === null || !scopes.has("read")) return null;
  if (row.message === null) return row.uploader === user ? row : null;
  const message = findMessage(store, row.message);
  if (message === null || message.deleted_at !== null) return null;
  switch (moderationOf(message)?.state) {
    case "retracted":
      return null;
    case "held":
      // The file follows the rule of the text: only people with `manage` may see it while the message is held.
      return allowed({ role, scopes }, "manage", kindOf(store)) ? row : null;
    default:
      return row;
  }
}
