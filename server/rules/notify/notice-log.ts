/** What was decided about notices, for the person to look at. It has no text of messages. Pure over the SQL port. */
import type { RoomId } from "../../../shared/ids.ts";
import type { ChannelResult, DecidedNotice, ToldRule, UntoldRule } from "../../../shared/notices.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { NoticeRow } from "./notice-rows.ts";

/** Rows that are kept. They are deleted some at a time. */
const KEPT = 200;
const DELETED_TOGETHER = 50;

export interface Decided {
  rule: ToldRule | UntoldRule;
  told: boolean;
  channels: ChannelResult[];
}

type Logged = Omit<DecidedNotice, "at" | "key" | "room">;

export function noteDecided(
  store: SqlStore,
  { notice, room, tell }: Pick<NoticeRow, "notice" | "room" | "tell">,
  { rule, told, channels }: Decided,
  now: number,
): void {
  const title = notice.kind === "room" || notice.kind === "digest" ? "" : notice.title;
  const logged: Logged = { kind: notice.kind, title, seq: tell?.upTo ?? null, rule, told, channels };
  store.run(
    "INSERT INTO notice_log (key, room, data, at) VALUES (?, ?, ?, ?)",
    notice.key,
    room,
    JSON.stringify(logged),
    now,
  );
  const newest = store.first<{ id: number; first: number }>(
    "SELECT max(id) AS id, min(id) AS first FROM notice_log",
  );
  if (newest !== null && newest.id - newest.first >= KEPT + DELETED_TOGETHER)
    store.run("DELETE FROM notice_log WHERE id <= ?", newest.id - KEPT);
}

/** Newest first. `nameOf`: the name of a room that the person is in; null for any other, whose lines have no title. */
export function decidedNotices(
  store: SqlStore,
  nameOf: (room: RoomId) => string | null,
  limit: number,
): DecidedNotice[] {
  const rows = store.all<{ key: string; room: RoomId | null; data: string; at: number }>(
    "SELECT key, room, data, at FROM notice_log ORDER BY id DESC LIMIT ?",
    limit,
  );
  return rows.flatMap(({ key, room, data, at }) => {
    const logged = readJson<Logged | null>(data, null);
    if (logged === null) return [];
    const title = logged.title === "" && room !== null ? (nameOf(room) ?? "") : logged.title;
    return [{ ...logged, title, key, room, at }];
  });
}

/** The person is no longer in this room. */
export function forgetRoom(store: SqlStore, room: RoomId): void {
  store.run("DELETE FROM notice_log WHERE room = ?", room);
}
