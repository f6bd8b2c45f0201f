import type { RoomId, WidgetId } from "../../../../shared/ids.ts";
import { addDays, localTime, momentOf } from "../../../../shared/zoned-time.ts";
import type { CountedMetrics } from "../../../../shared/desk-metrics.ts";
import { readJson } from "../../../storage/json-column.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { PersonInConversation } from "../../room/milestones.ts";
import { type CountedRow, type Days, MetricsCounter, type MetricsRow } from "./count-metrics.ts";

/** Rows in memory at the same time. */
const PAGE = 2_000;

export interface MetricsQuestion {
  /** How many days, today included; as many before are compared. */
  days: number;
  timeZone: string;
  widget: WidgetId | null;
}

/** The days of the question and those before, each from midnight to midnight on the clocks of the zone. */
export function daysOf({ days, timeZone }: MetricsQuestion, now: number): Days {
  const { date: today } = localTime(timeZone, now);
  const names = Array.from({ length: 2 * days }, (_, i) => addDays(today, i + 1 - 2 * days));
  return {
    names,
    starts: names.map((name) => momentOf(timeZone, name, 0)),
    end: momentOf(timeZone, addDays(today, 1), 0),
  };
}

export function readMetrics(store: SqlStore, question: MetricsQuestion, now: number): CountedMetrics {
  const days = daysOf(question, now);
  const counter = new MetricsCounter(days, now);
  const from = days.starts[0] ?? now;
  let after = { at: from - 1, room: "" };
  for (;;) {
    const rows = store.all<MetricsRow & { room: RoomId; newest_at: number; people: string }>(
      `SELECT * FROM metrics WHERE (newest_at, room) > (?1, ?2) AND (?3 IS NULL OR widget = ?3)
       ORDER BY newest_at, room LIMIT ?4`,
      after.at,
      after.room,
      question.widget,
      PAGE,
    );
    for (const row of rows) counter.add(withPeople(row));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return counter.counted();
    after = { at: last.newest_at, room: last.room };
  }
}

function withPeople(row: MetricsRow & { people: string }): CountedRow {
  return { ...row, people: readJson<PersonInConversation[]>(row.people, []) };
}

/** Conversations of this time whose widget nobody has asked for yet. */
export function roomsWithoutWidget(store: SqlStore, since: number, most: number): RoomId[] {
  return store
    .all<{ room: RoomId }>(
      "SELECT room FROM metrics WHERE widget IS NULL AND newest_at >= ? ORDER BY newest_at DESC LIMIT ?",
      since,
      most,
    )
    .map(({ room }) => room);
}

/** `NO_WIDGET` for a conversation whose widget is gone. */
export const NO_WIDGET = "";

export function setWidgets(
  store: SqlStore,
  widgets: ReadonlyMap<RoomId, WidgetId>,
  asked: readonly RoomId[],
): void {
  for (const room of asked)
    store.run("UPDATE metrics SET widget = ? WHERE room = ?", widgets.get(room) ?? NO_WIDGET, room);
}
