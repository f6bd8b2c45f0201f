/** One row for each conversation, replaced whole by each telling that is newer: the order and the number of tellings change nothing. */
import type { SqlStore, SqlValue } from "../../../storage/sql.ts";
import type { DeskNews } from "../../room/desk-news.ts";

/** Rows of conversations in which nothing has happened for this long are deleted, milliseconds. */
export const KEPT_FOR = 400 * 24 * 60 * 60_000;

/** Called in the step in which the news are taken. */
export function writeMetrics(store: SqlStore, news: DeskNews, now: number): void {
  const { room, milestones, support } = news;
  const { begunAt, firstPerson, firstAgent, resolved, endedAlone, silentSince } = milestones;
  // Whoever opened a conversation and said nothing counts nowhere.
  if (begunAt === null) return;
  const rating = support.rating?.step === null ? undefined : support.rating;
  const row = {
    begun_at: begunAt,
    person_answer_at: firstPerson?.at ?? null,
    person_answer_by: firstPerson?.by ?? null,
    person_waited: firstPerson?.waited ?? null,
    agent_answer_at: firstAgent?.at ?? null,
    agent_answer_by: firstAgent?.by ?? null,
    agent_waited: firstAgent?.waited ?? null,
    unanswered_at: milestones.unansweredAt,
    person_at: milestones.personAt,
    resolved_at: resolved?.at ?? null,
    resolved_by: resolved?.by ?? null,
    resolved_of: resolved?.of ?? null,
    took: resolved?.took ?? null,
    alone_at: endedAlone?.at ?? null,
    back_at: endedAlone?.backAt ?? null,
    silent_at: silentSince?.at ?? null,
    silent_of: silentSince?.of ?? null,
    rated_at: rating?.at ?? null,
    rated_of: rating?.of ?? null,
    step: rating?.step ?? null,
    people: JSON.stringify(milestones.people),
  } satisfies Record<string, SqlValue>;
  const times = Object.entries(row).flatMap(([name, at]) => (name.endsWith("_at") ? [Number(at ?? 0)] : []));
  const newest = Math.max(...times, ...milestones.people.map(({ at }) => at));
  const columns = Object.keys(row);
  // Most tellings change nothing here: then nothing is written.
  const isNew = store.first("SELECT room FROM metrics WHERE room = ?", room) === null;
  store.run(
    `INSERT INTO metrics (room, newest_at, ${columns.join(", ")}) VALUES (?, ?, ${columns.map(() => "?").join(", ")})
     ON CONFLICT (room) DO UPDATE SET newest_at = excluded.newest_at, ${columns.map((name) => `${name} = excluded.${name}`).join(", ")}
     WHERE (${columns.join(", ")}) IS NOT (${columns.map((name) => `excluded.${name}`).join(", ")})`,
    room,
    newest,
    ...Object.values(row),
  );
  if (isNew) store.run("DELETE FROM metrics WHERE newest_at < ?", now - KEPT_FOR);
}
