/** A person's reminders, as rows. Pure over the SQL port. All times are the server's clock, milliseconds. */
import type { ReminderId, RoomId } from "../../../shared/ids.ts";
import { MAX_DONE_REMINDERS, MAX_REMINDERS, REMINDERS_PAGE } from "../../../shared/limits.ts";
import type { Reminder, ReminderAbout, ReminderPlace } from "../../../shared/protocol/reminder-frames.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";

type ReminderRow = {
  id: ReminderId;
  about: string;
  text: string;
  due: number;
  state: Reminder["state"];
  made_at: number;
  ended_at: number | null;
};

/** What a client asks to be reminded of. */
export type NewReminder = Pick<Reminder, "id" | "about" | "text" | "due">;

export function findReminder(store: SqlStore, id: ReminderId): Reminder | null {
  const row = store.first<ReminderRow>("SELECT * FROM reminders WHERE id = ?", id);
  return row && toReminder(row);
}

/** Adds a reminder. `conflict`: the id is in use for another one. `full`: the maximum number is reached. */
export function addReminder(
  store: SqlStore,
  wanted: NewReminder,
  now: number,
): Reminder | "conflict" | "full" {
  const { id, about, text, due } = wanted;
  const before = store.first<{ asked: string }>("SELECT asked FROM reminders WHERE id = ?", id);
  const asked = JSON.stringify([about, text, due]);
  if (before !== null) return before.asked === asked ? (findReminder(store, id) ?? "conflict") : "conflict";
  if (countOpen(store) >= MAX_REMINDERS) return "full";
  store.run(
    `INSERT INTO reminders (id, about, room, text, due, state, made_at, asked) VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?)`,
    id,
    JSON.stringify(about),
    about.type === "none" ? null : about.room,
    text,
    due,
    now,
    asked,
  );
  return { id, about, text, due, state: "waiting", madeAt: now };
}

/** Makes it wait for a new time. Null if there is none, or if it is done and the maximum number of open ones is reached. */
export function snoozeReminder(store: SqlStore, id: ReminderId, due: number): Reminder | null {
  const before = findReminder(store, id);
  if (before === null || (before.state === "done" && countOpen(store) >= MAX_REMINDERS)) return null;
  store.run("UPDATE reminders SET due = ?, state = 'waiting', ended_at = NULL WHERE id = ?", due, id);
  return findReminder(store, id);
}

/** Null if there is none. The oldest done ones are deleted. */
export function endReminder(store: SqlStore, id: ReminderId, now: number): Reminder | null {
  store.run("UPDATE reminders SET state = 'done', ended_at = ? WHERE id = ? AND state <> 'done'", now, id);
  const ended = findReminder(store, id);
  if (ended === null) return null;
  store.run(
    `DELETE FROM reminders WHERE state = 'done' AND id NOT IN (
       SELECT id FROM reminders WHERE state = 'done' ORDER BY ended_at DESC, id DESC LIMIT ?)`,
    MAX_DONE_REMINDERS,
  );
  return ended;
}

/** Returns whether there was one. */
export function removeReminder(store: SqlStore, id: ReminderId): boolean {
  if (findReminder(store, id) === null) return false;
  store.run("DELETE FROM reminders WHERE id = ?", id);
  return true;
}

/** Those whose time has come and that nobody was told of, earliest first. */
export function waitingReminders(store: SqlStore, now: number, most: number): Reminder[] {
  return store
    .all<ReminderRow>(
      "SELECT * FROM reminders WHERE state = 'waiting' AND due <= ? ORDER BY due, id LIMIT ?",
      now,
      most,
    )
    .map(toReminder);
}

/** The reminder is due from now on, with this text. Null if it was changed meanwhile and is not. */
export function makeDue(store: SqlStore, { id, due }: Reminder, text: string): Reminder | null {
  const now = findReminder(store, id);
  if (now === null || now.state !== "waiting" || now.due !== due) return null;
  store.run("UPDATE reminders SET state = 'due', text = ? WHERE id = ?", text, id);
  return { ...now, state: "due", text };
}

/** When the next one is due; null if none waits. */
export function nextReminder(store: SqlStore): number | null {
  return (
    store.first<{ at: number | null }>("SELECT min(due) AS at FROM reminders WHERE state = 'waiting'")?.at ??
    null
  );
}

export function countDue(store: SqlStore): number {
  return (
    store.first<{ count: number }>("SELECT count(*) AS count FROM reminders WHERE state = 'due'")?.count ?? 0
  );
}

/** Open ones by their time, or done ones, newest first. */
export function listReminders(
  store: SqlStore,
  done: boolean,
  after: ReminderPlace | null,
): { reminders: Reminder[]; next: ReminderPlace | null } {
  const rows = store.all<ReminderRow>(
    done
      ? `SELECT * FROM reminders WHERE state = 'done' AND (ended_at, id) < (?, ?) ORDER BY ended_at DESC, id DESC LIMIT ?`
      : `SELECT * FROM reminders WHERE state <> 'done' AND (due, id) > (?, ?) ORDER BY due, id LIMIT ?`,
    after?.at ?? (done ? Number.MAX_SAFE_INTEGER : -1),
    after?.id ?? "",
    REMINDERS_PAGE + 1,
  );
  const reminders = rows.slice(0, REMINDERS_PAGE).map(toReminder);
  const last = reminders.at(-1);
  if (rows.length <= REMINDERS_PAGE || last === undefined) return { reminders, next: null };
  return { reminders, next: { at: done ? (last.endedAt ?? 0) : last.due, id: last.id } };
}

/** Deletes the reminders of a room, and returns their ids. */
export function dropReminders(store: SqlStore, room: RoomId): ReminderId[] {
  const ids = store.all<{ id: ReminderId }>("SELECT id FROM reminders WHERE room = ?", room);
  if (ids.length > 0) store.run("DELETE FROM reminders WHERE room = ?", room);
  return ids.map(({ id }) => id);
}

export function dropAllReminders(store: SqlStore): void {
  store.run("DELETE FROM reminders");
}

function countOpen(store: SqlStore): number {
  return (
    store.first<{ count: number }>("SELECT count(*) AS count FROM reminders WHERE state <> 'done'")?.count ??
    0
  );
}

function toReminder({ id, about, text, due, state, made_at, ended_at }: ReminderRow): Reminder {
  return {
    id,
    about: readJson<ReminderAbout>(about, { type: "none" }),
    text,
    due,
    state,
    madeAt: made_at,
    ...(ended_at !== null && { endedAt: ended_at }),
  };
}
