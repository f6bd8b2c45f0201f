/** Takes what a conversation tells. The same telling again, or an older one, changes nothing. */
import type { DeskNews } from "../room/desk-news.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { type ConversationRow, findRow } from "./conversations.ts";
import { moveUp, readDesk, touch } from "./desk.ts";
import { keepClock } from "./keep-clock.ts";
import { assignByTurn } from "./turns.ts";
import { writeMetrics } from "./metrics/write-metrics.ts";
import { deskSchedule } from "./tasks.ts";

/** An answer that the visitor has not read goes out by mail after this time, milliseconds. */
export const MAIL_AFTER = 2 * 60_000;

/** `here`: supporters who may get conversations by turns. Returns whether anything has changed. */
export function takeNews(
  store: SqlStore,
  news: DeskNews,
  now: number,
  here: readonly string[] = [],
): boolean {
  const { room } = news;
  if (store.first("SELECT room FROM gone WHERE room = ?", room) !== null) return false;
  const before = findRow(store, room);
  if (before !== null && before.epoch === news.epoch && before.head >= news.head) return false;
  store.run("UPDATE desk SET organization = ?", news.organization);
  write(store, news, before);
  writeMetrics(store, news, now);
  const schedule = deskSchedule(store);
  if (news.last?.by === "person" && news.last.at > (before?.person_at ?? 0))
    schedule.put({ task: "mail", room }, news.last.at + MAIL_AFTER);
  if (isInLine(before) || news.support.state === "waiting") schedule.put({ task: "lines" }, now);
  const isNewcomer = news.support.state === "waiting" && (before?.line ?? null) === null;
  if (isNewcomer && readDesk(store).by_turns === 1) assignByTurn(store, room, here, now);
  if ((before?.widget ?? null) === null) schedule.put({ task: "terms", room }, now);
  keepClock(store, room, { isAnswered: news.personAt > (before?.person_at ?? 0) }, now);
  touch(store, room);
  const line = findRow(store, room)?.line ?? null;
  if (before !== null && before.line !== null && line !== before.line) moveUp(store, before.line);
  return true;
}

const isInLine = (row: ConversationRow | null): boolean => row !== null && row.line !== null;

function write(store: SqlStore, news: DeskNews, before: ConversationRow | null): void {
  const { support, last, takeover } = news;
  const isWaiting = support.state === "waiting";
  const requestedAt = support.requestedAt ?? null;
  const waitsOn = isWaiting && before !== null && before.line !== null && before.requested_at === requestedAt;
  const line = waitsOn ? before.line : isWaiting ? nextLine(store) : null;
  const taken = newTaker(news, before);
  if (before !== null && before.requested_at !== null && before.line !== null && taken !== null)
    noteWait(store, before.room, before.requested_at, taken.at);
  const wrote = before !== null && news.visitorAt > before.visitor_at;
  const isClosed = support.state === "closed";
  // Whoever takes over has it; of somebody who only helps nothing follows.
  const assignee = taken?.by ?? before?.assignee ?? null;
  const snoozed = wrote || isClosed ? null : (before?.snoozed_until ?? null);
  store.run(
    `INSERT INTO conversations (room, epoch, head, changed, visitor, visitor_name, title, state, requested_at, closed_at, takeover,
       last_text, last_at, last_by, last_user, visitor_at, person_at, taken_at, created_at, line, assignee, snoozed_until, rating)
     VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (room) DO UPDATE SET epoch = excluded.epoch, head = excluded.head, visitor = excluded.visitor,
       visitor_name = excluded.visitor_name, title = excluded.title, state = excluded.state, requested_at = excluded.requested_at,
       closed_at = excluded.closed_at, takeover = excluded.takeover, last_text = excluded.last_text, last_at = excluded.last_at,
       last_by = excluded.last_by, last_user = excluded.last_user, visitor_at = excluded.visitor_at, person_at = excluded.person_at,
       taken_at = excluded.taken_at, created_at = excluded.created_at, line = excluded.line, assignee = excluded.assignee, snoozed_until = excluded.snoozed_until, rating = excluded.rating`,
    news.room,
    news.epoch,
    news.head,
    news.visitor?.id ?? null,
    news.visitor?.name ?? null,
    news.title,
    support.state,
    requestedAt,
    support.closedAt ?? null,
    takeover,
    last?.text ?? null,
    last?.at ?? null,
    last?.by ?? null,
    last?.user ?? null,
    news.visitorAt,
    news.personAt,
    news.taken?.at ?? 0,
    news.createdAt,
    line,
    assignee,
    snoozed,
    support.rating === undefined ? null : JSON.stringify(support.rating),
  );
}

/** Somebody has taken over since the desk last heard, also if they have handed back or closed meanwhile. */
function newTaker({ taken }: DeskNews, before: ConversationRow | null): DeskNews["taken"] {
  return taken !== null && taken.at > (before?.taken_at ?? 0) ? taken : null;
}

/** Numbers follow the order in which the desk heard of the waiting, so that nobody's place can grow. */
function nextLine(store: SqlStore): number {
  return store.first<{ lines: number }>("UPDATE desk SET lines = lines + 1 RETURNING lines")?.lines ?? 0;
}

/** The wait has ended with a person. */
function noteWait(store: SqlStore, room: string, requestedAt: number, takenAt: number): void {
  store.run(
    "INSERT OR IGNORE INTO waits (room, requested_at, served_at) VALUES (?, ?, ?)",
    room,
    requestedAt,
    takenAt,
  );
  store.run("DELETE FROM waits WHERE served_at < ?", takenAt - 24 * 60 * 60_000);
}
