/** Uploads: announced first, then stored in R2, then taken by the room. Until a message has a file, only its uploader may use it. */
import type { Attachment } from "../../../shared/attachments.ts";
import type { AttachmentId, UserId } from "../../../shared/ids.ts";
import {
  MAX_WAITING_ATTACHMENTS,
  MAX_WAITING_BYTES,
  UPLOAD_LIFETIME,
  WAITING_LIFETIME,
} from "../../../shared/limits.ts";
import { can } from "../../../shared/permissions.ts";
import type { Caller } from "./actor.ts";
import { type Refusal, refuse } from "./errors.ts";
import { findAttachment, rowsWaiting, toAttachment } from "./rows/attachment-row.ts";
import { roleOf } from "./rows/member-row.ts";
import { kindOf } from "./rows/room-row.ts";
import { nextBeat } from "../../storage/schedule.ts";
import { schedule } from "./tasks.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { claimOrphan, endOrphan, nextOrphan, noteOrphan, markOrphan, underWay } from "./orphan-objects.ts";

export type AnnouncedFile = Pick<Attachment, "id" | "name" | "bytes">;

export interface Uploader extends Caller {
  now: number;
}

export type Announced =
  /** The caller may store the bytes under this name, and then take the upload. */
  | { type: "begun"; object: string }
  /** The same upload was already taken. */
  | { type: "taken"; attachment: Attachment }
  | Refused;

export type Taken = { type: "taken"; attachment: Attachment } | Refused;

interface Refused extends Refusal {
  type: "refused";
}

/** `newObject` must return a name that was never used. */
export function announceUpload(
  store: SqlStore,
  file: AnnouncedFile,
  { user, scopes, now }: Uploader,
  newObject: () => string,
): Announced {
  const refusal = mayUpload(store, { user, scopes }) ?? alreadyThere(store, file, user);
  if (refusal !== null) return refusal;
  const waiting = rowsWaiting(store, user);
  const coming = underWay(store, user, now);
  const count = waiting.length + coming.count + 1;
  const bytes = waiting.reduce((sum, row) => sum + row.bytes, coming.bytes + file.bytes);
  if (count > MAX_WAITING_ATTACHMENTS || bytes > MAX_WAITING_BYTES)
    return refused(refuse.tooManyWaitingFiles());
  const object = newObject();
  noteOrphan(store, { object, uploader: user, bytes: file.bytes }, now + UPLOAD_LIFETIME);
  return { type: "begun", object };
}

/** Takes an upload whose bytes are completely stored. `file` includes the result of examining them. */
export function takeUpload(
  store: SqlStore,
  object: string,
  file: Attachment,
  { user, scopes, now }: Uploader,
): Taken {
  const stored = { object, uploader: user, bytes: file.bytes };
  // With two concurrent uploads of one id, the first one wins; the object of the second one is deleted.
  const settled = mayUpload(store, { user, scopes }) ?? alreadyThere(store, file, user);
  if (settled !== null) {
    if (findAttachment(store, file.id)?.object !== object) markOrphan(store, stored, now);
    return settled;
  }
  if (!claimOrphan(store, object, user, now)) {
    markOrphan(store, stored, now);
    return refused(refuse.uploadTooSlow());
  }
  store.run(
    `INSERT INTO attachments (id, uploader, object, name, bytes, type, width, height, uploaded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    file.id,
    user,
    object,
    file.name,
    file.bytes,
    file.type,
    file.width ?? null,
    file.height ?? null,
    now,
  );
  schedule(store, { task: "attachments" }, now + WAITING_LIFETIME);
  return { type: "taken", attachment: file };
}

/** The upload was interrupted. */
export function breakUpload(store: SqlStore, object: string, { user, now }: Omit<Uploader, "scopes">): void {
  endOrphan(store, object, user, now);
}

/** Deletes a file that is not sent yet. If it does not exist, it was deleted before. */
export function removeWaiting(
  store: SqlStore,
  id: AttachmentId,
  { user, scopes, now }: Uploader,
): Refusal | null {
  if (!scopes.has("write")) return refuse.outOfScope("write");
  const row = findAttachment(store, id);
  if (row === null || row.uploader !== user) return null;
  if (row.message !== null) return refuse.fileIsSent();
  store.run("DELETE FROM attachments WHERE id = ?", id);
  noteOrphan(store, row, nextBeat(now));
  return null;
}

/** Deletes the unsent files of a person who is no longer a member. */
export function forgetWaiting(store: SqlStore, user: UserId, now: number): void {
  for (const row of rowsWaiting(store, user)) {
    store.run("DELETE FROM attachments WHERE id = ?", row.id);
    noteOrphan(store, row, nextBeat(now));
  }
}

export function waitingOf(store: SqlStore, user: UserId): Attachment[] {
  return rowsWaiting(store, user).map(toAttachment);
}

/** Deletes files that no message has taken within the time limit. */
export function expireWaiting(store: SqlStore, now: number): void {
  const old = store.all<{ id: AttachmentId; uploader: UserId; object: string; bytes: number }>(
    "SELECT id, uploader, object, bytes FROM attachments WHERE message IS NULL AND uploaded_at <= ?",
    now - WAITING_LIFETIME,
  );
  for (const row of old) {
    store.run("DELETE FROM attachments WHERE id = ?", row.id);
    noteOrphan(store, row, now);
  }
}

/** When the next file is due for deletion; null if none is. */
export function nextCollection(store: SqlStore): number | null {
  const row = store.first<{ at: number | null }>(
    "SELECT min(uploaded_at) AS at FROM attachments WHERE message IS NULL",
  );
  const oldest = row?.at ?? null;
  const times = [nextOrphan(store), oldest === null ? null : oldest + WAITING_LIFETIME];
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

// ---- rules

function mayUpload(store: SqlStore, { user, scopes }: Caller): Refused | null {
  const role = roleOf(store, user);
  if (role === null) return refused(refuse.noSuchRoom());
  if (!can(role, "write", kindOf(store))) return refused(refuse.notAllowed("do this here"));
  return scopes.has("write") ? null : refused(refuse.outOfScope("write"));
}

function alreadyThere(store: SqlStore, file: AnnouncedFile, user: UserId): Taken | null {
  const row = findAttachment(store, file.id);
  if (row === null) return null;
  const isSame = row.uploader === user && row.name === file.name && row.bytes === file.bytes;
  return isSame ? { type: "taken", attachment: toAttachment(row) } : refused(refuse.otherFile());
}

const refused = (refusal: Refusal): Refused => ({ type: "refused", ...refusal });
