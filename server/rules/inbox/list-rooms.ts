/** The list of a person's rooms with their settings, in frames of bounded size. Pure over the SQL port. */
import type { RoomId } from "../../../shared/ids.ts";
import { MAX_INBOX_FRAME_BYTES, MAX_INBOX_PAGE } from "../../../shared/limits.ts";
import type { InboxEntry, InboxPlace, InboxTotals } from "../../../shared/protocol/inbox-frames.ts";
import { byteLength } from "../../../shared/text.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { settingsOf, type SettingsRow } from "./settings.ts";

type ListedRow = SettingsRow & { entry: string };

const ROWS = `SELECT e.entry, coalesce(s.pinned, 0) AS pinned, coalesce(s.muted, 0) AS muted,
    coalesce(s.level, 'all') AS level, s.done, s.snoozed, s.unread
  FROM entries e LEFT JOIN settings s ON s.room = e.room WHERE e.entry IS NOT NULL`;
const AT = "coalesce(json_extract(e.entry, '$.last.at'), 0)";
/** A room without messages counts as new by when it was made. */
const NEW_AT = `coalesce(json_extract(e.entry, '$.last.at'), json_extract(e.entry, '$.made'), 0)`;
const AWAY = "(s.done IS NOT NULL OR s.snoozed IS NOT NULL)";
/** The same rule as in shared/inbox-counts.ts. */
const UNREAD = `(s.unread IS NOT NULL OR json_extract(e.entry, '$.mentions') > 0
  OR (coalesce(s.muted, 0) = 0 AND (json_extract(e.entry, '$.unread') > 0 OR json_extract(e.entry, '$.threads.unread') > 0)))`;

export function findEntry(store: SqlStore, room: RoomId): InboxEntry | null {
  const row = store.first<ListedRow>(`${ROWS} AND e.room = ?`, room);
  return row && entryOf(row);
}

/** The entries of those of these rooms that the inbox has. */
export function entriesOf(store: SqlStore, rooms: readonly RoomId[]): InboxEntry[] {
  const rows = store.all<{ entry: string }>(
    "SELECT entry FROM entries WHERE entry IS NOT NULL AND room IN (SELECT value FROM json_each(?))",
    JSON.stringify(rooms),
  );
  return rows.map(({ entry }) => JSON.parse(entry));
}

/** The most important rooms: first pinned, then unread, then newest rooms; hidden rooms last. */
export function firstRooms(store: SqlStore): { rooms: InboxEntry[]; more: boolean } {
  const rows = store.all<ListedRow>(
    `${ROWS} ORDER BY ${AWAY}, coalesce(s.pinned, 0) DESC, ${UNREAD} DESC, ${NEW_AT} DESC, e.room LIMIT ?`,
    MAX_INBOX_PAGE + 1,
  );
  const rooms = fitting(rows.slice(0, MAX_INBOX_PAGE).map(entryOf));
  return { rooms, more: rows.length > rooms.length };
}

/**
 * All rooms, newest first, in pages. A client does not miss a room that moves while it requests pages: a room that moves up is sent to all
 * sockets, and a room that moves down is on a later page.
 */
export function pageOfRooms(
  store: SqlStore,
  after: InboxPlace | null,
): { rooms: InboxEntry[]; next: InboxPlace | null } {
  const { at, room } = after ?? { at: Number.MAX_SAFE_INTEGER, room: "" };
  const rows = store.all<ListedRow>(
    `${ROWS} AND ${AT} <= ? AND (${AT} < ? OR e.room > ?) ORDER BY ${AT} DESC, e.room LIMIT ?`,
    at,
    at,
    room,
    MAX_INBOX_PAGE + 1,
  );
  const rooms = fitting(rows.slice(0, MAX_INBOX_PAGE).map(entryOf));
  const last = rooms.at(-1);
  const ended = last === undefined || rows.length === rooms.length;
  return { rooms, next: ended ? null : { at: last.last?.at ?? 0, room: last.room } };
}

export function totals(store: SqlStore): InboxTotals {
  const row = store.first<{ [Name in keyof InboxTotals]: number | null }>(
    `SELECT count(*) AS rooms, sum(NOT ${AWAY} AND ${UNREAD}) AS unread,
       sum(CASE WHEN ${AWAY} THEN 0 ELSE json_extract(e.entry, '$.mentions') END) AS mentions,
       sum(CASE WHEN ${AWAY} OR coalesce(s.muted, 0) = 1 THEN 0 ELSE json_extract(e.entry, '$.threads.unread') END) AS threads
     FROM entries e LEFT JOIN settings s ON s.room = e.room WHERE e.entry IS NOT NULL`,
  );
  const { rooms, unread, mentions, threads } = row ?? {};
  return { rooms: rooms ?? 0, unread: unread ?? 0, mentions: mentions ?? 0, threads: threads ?? 0 };
}

function entryOf(row: ListedRow): InboxEntry {
  const entry: InboxEntry = JSON.parse(row.entry);
  const settings = settingsOf(row);
  return settings === undefined ? entry : { ...entry, settings };
}

/** As many entries as fit in one frame. Names and excerpts in some scripts need three times as many bytes as in others. */
function fitting(entries: readonly InboxEntry[]): InboxEntry[] {
  let left = MAX_INBOX_FRAME_BYTES;
  const end = entries.findIndex((entry) => (left -= byteLength(JSON.stringify(entry)) + 1) < 0);
  return end < 0 ? [...entries] : entries.slice(0, end);
}
