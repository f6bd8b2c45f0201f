/** Keeps the clocks of promised answers in the desk's database. */
import type { RoomId, WidgetId } from "../../../shared/ids.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { advance, type AnswerTerms } from "./answer-clock.ts";
import { type ConversationRow, findRow } from "./conversations.ts";
import { touch } from "./desk.ts";
import { deskSchedule } from "./tasks.ts";

/** Call it after everything that may change whose turn it is. `isAnswered`: a person has written since. Returns whether anything has changed. */
export function keepClock(
  store: SqlStore,
  room: RoomId,
  { isAnswered = false }: { isAnswered?: boolean },
  now: number,
): boolean {
  const row = findRow(store, room);
  if (row === null) return false;
  const { since, spent, runs, due_at: dueAt, late_at: lateAt } = row;
  const before = { since, spent, runs, dueAt, lateAt };
  const facts = {
    turnSince: turnSince(row),
    isAnswered,
    personAt: row.person_at,
    isSnoozed: row.snoozed_until !== null && row.snoozed_until > now,
  };
  const after = advance(before, facts, termsFor(store, row), now);
  if (JSON.stringify(after, KEYS) === JSON.stringify(before, KEYS)) return false;
  store.run(
    "UPDATE conversations SET since = ?, spent = ?, runs = ?, due_at = ?, late_at = ? WHERE room = ?",
    after.since,
    after.spent,
    after.runs,
    after.dueAt,
    after.lateAt,
    room,
  );
  if (after.dueAt !== null) deskSchedule(store).put({ task: "late" }, after.dueAt);
  return true;
}

const KEYS = ["since", "spent", "runs", "dueAt", "lateAt"];

/** The visitor waits for a person: since they asked, or since they wrote to the person who has taken over. */
function turnSince({ state, requested_at, visitor_at, person_at }: ConversationRow): number | null {
  if (state === "waiting") return requested_at;
  return state === "person" && visitor_at > person_at ? visitor_at : null;
}

function termsFor(store: SqlStore, { widget }: ConversationRow): AnswerTerms | null {
  if (widget === null || widget === "") return null;
  const row = store.first<{ terms: string }>("SELECT terms FROM terms WHERE widget = ?", widget);
  return row === null ? null : readJson<AnswerTerms | null>(row.terms, null);
}

/** Empty for a widget that was deleted. */
export function noteWidget(store: SqlStore, room: RoomId, widget: WidgetId | ""): void {
  store.run("UPDATE conversations SET widget = ? WHERE room = ?", widget, room);
}

/** Clocks that run go by the new terms from their beginning on; what was late stays so. */
export function setTerms(store: SqlStore, widget: WidgetId, terms: AnswerTerms, now: number): void {
  store.run(
    "INSERT INTO terms (widget, terms) VALUES (?, ?) ON CONFLICT (widget) DO UPDATE SET terms = excluded.terms",
    widget,
    JSON.stringify(terms),
  );
  const running = store.all<{ room: RoomId }>(
    "SELECT room FROM conversations WHERE widget = ? AND runs IS NOT NULL",
    widget,
  );
  for (const { room } of running) if (keepClock(store, room, {}, now)) touch(store, room);
}

/** Records promises that were missed. Returns when the next one would be; null if none is open. */
export function noteLate(store: SqlStore, now: number): number | null {
  const late = store.all<{ room: RoomId }>(
    "SELECT room FROM conversations WHERE due_at <= ? AND late_at IS NULL",
    now,
  );
  for (const { room } of late) {
    store.run("UPDATE conversations SET late_at = due_at WHERE room = ?", room);
    touch(store, room);
  }
  return (
    store.first<{ at: number | null }>("SELECT min(due_at) AS at FROM conversations WHERE due_at > ?", now)
      ?.at ?? null
  );
}
