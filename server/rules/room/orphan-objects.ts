/**
 * Stored objects that belong to no attachment. The object of an upload is registered here before its first byte is written, until the room
 * takes the upload. The object of an attachment is registered here in the transaction that removes the attachment. So after any crash,
 * every stored object without an owner is listed here until it is deleted.
 */
import type { UserId } from "../../../shared/ids.ts";
import { nextBeat } from "../../storage/schedule.ts";
import { schedule } from "./tasks.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** R2 deletes 1,000 keys in one call, and an object has two: its bytes and their transcript. */
const MOST_AT_ONCE = 500;

export interface OrphanObject {
  object: string;
  uploader: UserId;
  bytes: number;
}

export function noteOrphan(store: SqlStore, { object, uploader, bytes }: OrphanObject, due: number): void {
  store.run(
    "INSERT OR REPLACE INTO orphan_objects (object, uploader, bytes, due) VALUES (?, ?, ?, ?)",
    object,
    uploader,
    bytes,
    due,
  );
  schedule(store, { task: "attachments" }, due);
}

/** The object now belongs to an attachment. False if it is too late, because the object may already be deleted. */
export function claimOrphan(store: SqlStore, object: string, uploader: UserId, now: number): boolean {
  const claimed = store.first<{ object: string }>(
    "DELETE FROM orphan_objects WHERE object = ? AND uploader = ? AND due > ? RETURNING object",
    object,
    uploader,
    now,
  );
  return claimed !== null;
}

/** The upload failed or was abandoned: the object can be deleted. */
export function endOrphan(store: SqlStore, object: string, uploader: UserId, now: number): void {
  store.run("UPDATE orphan_objects SET due = ? WHERE object = ? AND uploader = ?", now, object, uploader);
  schedule(store, { task: "attachments" }, nextBeat(now));
}

/** Marks an object that is certainly stored. Its row may be deleted already if the upload took too long. */
export function markOrphan(store: SqlStore, { object, uploader, bytes }: OrphanObject, now: number): void {
  store.run(
    `INSERT INTO orphan_objects (object, uploader, bytes, due) VALUES (?, ?, ?, ?)
     ON CONFLICT (object) DO UPDATE SET due = excluded.due WHERE uploader = excluded.uploader`,
    object,
    uploader,
    bytes,
    now,
  );
  schedule(store, { task: "attachments" }, nextBeat(now));
}

/** Upper limit of what a person's running uploads can add. */
export function underWay(store: SqlStore, user: UserId, now: number): { count: number; bytes: number } {
  const row = store.first<{ count: number; bytes: number }>(
    "SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes FROM orphan_objects WHERE uploader = ? AND due > ?",
    user,
    now,
  );
  return row ?? { count: 0, bytes: 0 };
}

export function dueOrphans(store: SqlStore, now: number): string[] {
  return store
    .all<{
      object: string;
    }>("SELECT object FROM orphan_objects WHERE due <= ? ORDER BY due LIMIT ?", now, MOST_AT_ONCE)
    .map(({ object }) => object);
}

export function forgetOrphans(store: SqlStore, objects: readonly string[]): void {
  for (const object of objects) store.run("DELETE FROM orphan_objects WHERE object = ?", object);
}

export function nextOrphan(store: SqlStore): number | null {
  return store.first<{ due: number | null }>("SELECT min(due) AS due FROM orphan_objects")?.due ?? null;
}
