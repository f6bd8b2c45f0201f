/** Messages that a person has written to be sent later, as rows. Pure over the SQL port. Times are the server's clock, milliseconds. */
import type { MessageId, RoomId } from "../../../shared/ids.ts";
import { MAX_SCHEDULED } from "../../../shared/limits.ts";
import type { ScheduledMessage } from "../../../shared/protocol/scheduled-frames.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";

type ScheduledRow = { id: MessageId; room: RoomId; content: string; due: number; failed: string | null };
type Content = Pick<ScheduledMessage, "text" | "mentionRanges" | "replyTo" | "thread" | "alsoRoom">;

/** False if the maximum number is reached. A message of this id is replaced. */
export function putScheduled(store: SqlStore, message: Omit<ScheduledMessage, "failed">): boolean {
  const { id, room, due, ...content } = message;
  if (findScheduled(store, id) === null && listScheduled(store).length >= MAX_SCHEDULED) return false;
  store.run(
    "INSERT OR REPLACE INTO scheduled_messages (id, room, content, due, failed) VALUES (?, ?, ?, ?, NULL)",
    id,
    room,
    JSON.stringify(content),
    due,
  );
  return true;
}

export function findScheduled(store: SqlStore, id: MessageId): ScheduledMessage | null {
  const row = store.first<ScheduledRow>("SELECT * FROM scheduled_messages WHERE id = ?", id);
  return row && toScheduled(row);
}

/** Returns whether there was one. */
export function removeScheduled(store: SqlStore, id: MessageId): boolean {
  if (findScheduled(store, id) === null) return false;
  store.run("DELETE FROM scheduled_messages WHERE id = ?", id);
  return true;
}

export function listScheduled(store: SqlStore): ScheduledMessage[] {
  return store.all<ScheduledRow>("SELECT * FROM scheduled_messages ORDER BY due, id").map(toScheduled);
}

/** Those whose time has come and that were not refused, earliest first. */
export function dueMessages(store: SqlStore, now: number): ScheduledMessage[] {
  return listScheduled(store).filter(({ due, failed }) => due <= now && failed === undefined);
}

/** When the next one is due; null if none waits. */
export function nextScheduled(store: SqlStore): number | null {
  return listScheduled(store).find(({ failed }) => failed === undefined)?.due ?? null;
}

/** Null if it was changed or removed while the room was asked. */
export function markFailed(
  store: SqlStore,
  { id, due }: ScheduledMessage,
  failed: NonNullable<ScheduledMessage["failed"]>,
): ScheduledMessage | null {
  const now = findScheduled(store, id);
  if (now === null || now.due !== due) return null;
  store.run("UPDATE scheduled_messages SET failed = ? WHERE id = ?", JSON.stringify(failed), id);
  return { ...now, failed };
}

export function dropAllScheduled(store: SqlStore): void {
  store.run("DELETE FROM scheduled_messages");
}

function toScheduled({ id, room, content, due, failed }: ScheduledRow): ScheduledMessage {
  return {
    ...{ id, room, due },
    ...readJson<Content>(content, { text: "" }),
    ...(failed !== null && {
      failed: readJson<NonNullable<ScheduledMessage["failed"]>>(failed, { code: "internal", message: "" }),
    }),
  };
}
