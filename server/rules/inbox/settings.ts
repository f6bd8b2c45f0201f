/** A person's settings for their rooms, as rows. Pure over the SQL port. */
import type { RoomId } from "../../../shared/ids.ts";
import { MAX_SNOOZE } from "../../../shared/limits.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { unreadIn } from "../../../shared/inbox-counts.ts";
import type { InboxEntry } from "../../../shared/protocol/inbox-frames.ts";
import type { NoticeLevel, RoomSettings, SettingsChange } from "../../../shared/protocol/inbox-settings.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** A type and not an interface, because rows of the SQL port need an implicit index signature. */
export type SettingsRow = {
  pinned: number;
  muted: number;
  level: NoticeLevel;
  done: Seq | null;
  /** The number of messages that were unread when the room was marked as done, and have not been read since. */
  doneUnread: number;
  snoozed: number | null;
  /** The read cursor when the room was marked as unread. A higher cursor removes the mark. */
  unread: Seq | null;
};

const DEFAULTS: SettingsRow = {
  pinned: 0,
  muted: 0,
  level: "all",
  done: null,
  doneUnread: 0,
  snoozed: null,
  unread: null,
};

/** Changes the settings of a room. `now` is the server's clock, milliseconds. */
export function changeSettings(
  store: SqlStore,
  entry: InboxEntry,
  change: SettingsChange,
  now: number,
): void {
  const before = findSettings(store, entry.room) ?? DEFAULTS;
  const { pinned, muted, level, done, snoozedUntil, unread } = change;
  const row: SettingsRow = { ...before, ...putAway(change) };
  if (pinned !== undefined) row.pinned = Number(pinned);
  if (muted !== undefined) row.muted = Number(muted);
  if (level !== undefined) row.level = level;
  if (done !== undefined) row.done = done === null ? null : Math.min(done, entry.head);
  if (done !== undefined) row.doneUnread = unreadIn(entry);
  if (snoozedUntil !== undefined) row.snoozed = snoozeEnd(snoozedUntil, now);
  if (unread !== undefined) row.unread = unread ? entry.read : null;
  keep(store, entry.room, settle(row, entry));
}

/** Updates the settings after a room's new entry: new messages end `done`, and reading removes the mark as unread. */
export function settleSettings(store: SqlStore, entry: InboxEntry): void {
  const before = findSettings(store, entry.room);
  if (before === null) return;
  const after = settle(before, entry);
  if (after !== before) keep(store, entry.room, after);
}

/** In a new epoch, the cursor of a mark as unread may be one that the room does not reach. Then reading would never remove the mark. */
export function lowerMark(store: SqlStore, { room, read }: InboxEntry): void {
  store.run("UPDATE settings SET unread = min(unread, ?) WHERE room = ? AND unread IS NOT NULL", read, room);
}

/** Ends all snoozes that are over, and returns their rooms. The rooms are marked as unread, so that the person notices them. */
export function wakeSnoozed(store: SqlStore, now: number): RoomId[] {
  const rooms = store
    .all<{ room: RoomId }>("SELECT room FROM settings WHERE snoozed <= ?", now)
    .map(({ room }) => room);
  if (rooms.length === 0) return rooms;
  store.run(
    `UPDATE settings SET snoozed = NULL, unread = (SELECT read FROM entries WHERE entries.room = settings.room)
     WHERE snoozed <= ?`,
    now,
  );
  return rooms;
}

/** When the next snooze ends; null if there is none. */
export function nextWake(store: SqlStore): number | null {
  const next = store.first<{ at: number | null }>(
    "SELECT min(snoozed) AS at FROM settings WHERE snoozed IS NOT NULL",
  );
  return next?.at ?? null;
}

export function dropSettings(store: SqlStore, room: RoomId): void {
  store.run("DELETE FROM settings WHERE room = ?", room);
}

export function dropAllSettings(store: SqlStore): void {
  store.run("DELETE FROM settings");
}

/** The settings in their wire format; undefined if nothing is set. */
export function settingsOf(row: SettingsRow): RoomSettings | undefined {
  const settings: RoomSettings = {
    ...(row.pinned !== 0 && { pinned: true }),
    ...(row.muted !== 0 && { muted: true }),
    ...(row.level !== "all" && { level: row.level }),
    ...(row.done !== null && { done: row.done }),
    ...(row.snoozed !== null && { snoozedUntil: row.snoozed }),
    ...(row.unread !== null && { unread: true }),
  };
  return Object.keys(settings).length > 0 ? settings : undefined;
}

export function findSettings(store: SqlStore, room: RoomId): SettingsRow | null {
  return store.first<SettingsRow>(
    "SELECT pinned, muted, level, done, done_unread AS doneUnread, snoozed, unread FROM settings WHERE room = ?",
    room,
  );
}

/** `done` and `snoozedUntil` both hide a room, so setting one removes the other, and both remove the mark as unread. */
function putAway({ done, snoozedUntil }: SettingsChange): Partial<SettingsRow> {
  const isAway = typeof done === "number" || typeof snoozedUntil === "number";
  return isAway ? { done: null, snoozed: null, unread: null } : {};
}

function snoozeEnd(until: number | null, now: number): number | null {
  return until === null || until <= now ? null : Math.min(until, now + MAX_SNOOZE);
}

/** Returns the same object if the entry changes nothing. */
function settle(row: SettingsRow, entry: InboxEntry): SettingsRow {
  const isBack = row.done !== null && saysMoreThan(row.done, row.doneUnread, entry);
  const isRead = row.unread !== null && entry.read > row.unread;
  // Messages were read on another device: messages that are unread later are new.
  const doneUnread = Math.min(row.doneUnread, unreadIn(entry));
  if (!isBack && !isRead && doneUnread === row.doneUnread) return row;
  return { ...row, doneUnread, ...(isBack && { done: null }), ...(isRead && { unread: null }) };
}

/**
 * Whether the room has a new message or a finished answer after this seq. A finished answer is recognised by a higher head and more unread
 * messages than before, also in threads that the person follows. A reaction or a new member alone does not count. A lower head means that a backup was restored.
 */
function saysMoreThan(done: Seq, unreadThen: number, entry: InboxEntry): boolean {
  const { head, last } = entry;
  return (last?.seq ?? 0) > done || (head > done && unreadIn(entry) > unreadThen) || head < done;
}

function keep(store: SqlStore, room: RoomId, row: SettingsRow): void {
  if (settingsOf(row) === undefined) return dropSettings(store, room);
  store.run(
    "INSERT OR REPLACE INTO settings (room, pinned, muted, level, done, done_unread, snoozed, unread) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    room,
    row.pinned,
    row.muted,
    row.level,
    row.done,
    row.doneUnread,
    row.snoozed,
    row.unread,
  );
}
