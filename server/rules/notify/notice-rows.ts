/**
 * The notices of one person, as rows. Pure over the SQL port. A notice waits until it is due, is sent (by the queue, on each channel for itself),
 * and has been told. One that was told and has lost its reason is closed. Each change of its content or its reason is a new version.
 */
import type { RoomId } from "../../../shared/ids.ts";
import type { ChannelResult, NoticeChannel, ToldRule } from "../../../shared/notices.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { StoredNotice } from "./notice.ts";

export type NoticeState = "waiting" | "sending" | "told" | "closing";

/** Why and where a person is told, as it was decided. */
export interface Tell {
  /** When it was decided (server clock, milliseconds). */
  at: number;
  rule: ToldRule;
  channels: NoticeChannel[];
  /** For a room: the newest seq that is told of. Reading up to it ends the reason. */
  upTo: Seq | null;
  /** How many messages were unread then, also in threads. */
  unread: number;
  /** How many of them were in threads. */
  inThreads?: number;
}

export interface Told {
  /** Channels on which everything is done. */
  done: NoticeChannel[];
  /** Channels that a consumer is telling on, and until when it may (server clock, milliseconds). */
  leases: Partial<Record<NoticeChannel, number>>;
  /** The newest result of this version for each device, mail address and chat. */
  results: ChannelResult[];
  /** Devices that show an earlier version: `push:<session>`. */
  shown: string[];
}

export interface NoticeRow {
  notice: StoredNotice;
  room: RoomId | null;
  version: number;
  state: NoticeState;
  due: number;
  /** How often the queue was asked to tell this version. */
  sends: number;
  tell: Tell | null;
  told: Told;
}

type Row = {
  key: string;
  room: RoomId | null;
  data: string;
  version: number;
  state: NoticeState;
  due: number;
  sends: number;
  verdict: string | null;
  told: string;
};

const nothingTold = (): Told => ({ done: [], leases: {}, results: [], shown: [] });

export function findNotice(store: SqlStore, key: string): NoticeRow | null {
  const row = store.first<Row>("SELECT * FROM notices WHERE key = ?", key);
  return row && read(row);
}

function read(row: Row): NoticeRow | null {
  const notice = readJson<StoredNotice | null>(row.data, null);
  if (notice === null) return null;
  const { room, version, state, due, sends } = row;
  const tell = row.verdict === null ? null : readJson<Tell | null>(row.verdict, null);
  return {
    notice,
    room,
    version,
    state,
    due,
    sends,
    tell,
    told: { ...nothingTold(), ...readJson(row.told, {}) },
  };
}

export function writeNotice(store: SqlStore, row: NoticeRow): void {
  const { notice, room, version, state, due, sends, tell, told } = row;
  store.run(
    `INSERT OR REPLACE INTO notices (key, room, data, version, state, due, sends, verdict, told)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    notice.key,
    room,
    JSON.stringify(notice),
    version,
    state,
    due,
    sends,
    tell === null ? null : JSON.stringify(tell),
    JSON.stringify(told),
  );
}

export function deleteNotice(store: SqlStore, key: string): void {
  store.run("DELETE FROM notices WHERE key = ?", key);
  store.run("DELETE FROM schedule WHERE task = 'notice' AND key = ?", key);
}

/**
 * A notice is to be told at this time. News of a room that waits already is told with it, at the earlier time. A notice with words of its own
 * replaces what was there, also its time. Returns when it is due; null if nothing has changed.
 */
export function putNotice(store: SqlStore, notice: StoredNotice, due: number, now: number): number | null {
  const before = findNotice(store, notice.key);
  const room = notice.kind === "digest" ? null : (notice.room ?? null);
  if (before?.state === "waiting" && (notice.kind === "room" || notice.kind === "digest")) return null;
  const told = { ...nothingTold(), shown: before === null ? [] : shownOn(before.told) };
  // A clock and not a count: what the queue still has of a notice that was deleted must not be taken for a later one.
  const version = Math.max(now, (before?.version ?? 0) + 1);
  writeNotice(store, { notice, room, version, state: "waiting", due, sends: 0, tell: null, told });
  return due;
}

/** The reason has ended. Returns whether something has to be closed on devices; otherwise nothing is left of it. */
export function endNotice(store: SqlStore, key: string, now: number): boolean {
  const row = findNotice(store, key);
  if (row === null || row.state === "closing") return false;
  // What is on its way may arrive any time.
  const shown = shownOn(row.told);
  if (shown.length === 0 && row.told.leases.push === undefined) {
    deleteNotice(store, key);
    return false;
  }
  const told = { ...nothingTold(), shown };
  writeNotice(store, { ...row, version: row.version + 1, state: "closing", due: now, sends: 0, told });
  return true;
}

/** The devices on which something of it is shown. */
export function shownOn({ results, shown }: Told): string[] {
  const now = results.filter(({ channel, outcome }) => outcome === "told" && channel.startsWith("push:"));
  return [...new Set([...shown, ...now.map(({ channel }) => channel)])];
}

/** The notices of a room. */
export function noticesOf(store: SqlStore, room: RoomId): string[] {
  return store.all<{ key: string }>("SELECT key FROM notices WHERE room = ?", room).map(({ key }) => key);
}

export function dropAllNotices(store: SqlStore): void {
  store.run("DELETE FROM notices");
  store.run("DELETE FROM notice_log");
  store.run("DELETE FROM notice_settings");
  store.run("DELETE FROM notice_channels");
  store.run("DELETE FROM schedule WHERE task = 'notice'");
}
