/** Conversations with visitors: who answers now. */
import type { UserId } from "../../../shared/ids.ts";
import type { PlaceInLine, Rating, Support, SupportFacts } from "../../../shared/support.ts";
import { supportOf } from "../../../shared/support.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { Effect } from "./effects.ts";
import { appendEvent, nextSeq } from "./rows/log.ts";
import { kindOf, readRoom } from "./rows/room-row.ts";

type By = { user: UserId; now: number };

type SupportRow = {
  requested_at: number | null;
  closed_at: number | null;
  closed_by: UserId | null;
  closed_served_by: UserId | null;
  rating: string | null;
};

/** Null in rooms of other kinds. */
export function findSupport(store: SqlStore): Support | null {
  return kindOf(store) === "support" ? supportOf(factsOf(store)) : null;
}

function factsOf(store: SqlStore): SupportFacts {
  const row = store.first<SupportRow>(
    "SELECT requested_at, closed_at, closed_by, closed_served_by, rating FROM room",
  );
  return {
    requestedAt: row?.requested_at ?? null,
    closedAt: row?.closed_at ?? null,
    closedBy: row?.closed_by ?? null,
    servedBy: row?.closed_served_by ?? null,
    rating: readJson<Rating | null>(row?.rating ?? "null", null),
    takeover: readRoom(store).takeover_by,
  };
}

/** Begins or ends the waiting. Whoever waits anew has no place yet. */
export function setRequested(store: SqlStore, at: number | null): void {
  store.run("UPDATE room SET requested_at = ?, line_place = NULL, line_minutes = NULL", at);
}

/** Before a message or a takeover: whoever writes in a closed conversation reopens it. */
export function reopen(store: SqlStore, by: By): Effect[] {
  if (findSupport(store)?.state !== "closed") return [];
  const row = store.first<{ closed_served: number }>("SELECT closed_served FROM room");
  const waits = row?.closed_served === 1 ? { waits: true as const } : {};
  const seq = nextSeq(store);
  store.run("UPDATE room SET closed_at = NULL, closed_by = NULL, closed_served = 0, closed_served_by = NULL");
  setRequested(store, waits.waits ? by.now : null);
  const event = appendEvent(store, {
    type: "support.reopened",
    seq,
    at: by.now,
    by: by.user,
    ...waits,
  });
  return [{ type: "publish", event }];
}

/** Who has answered: the newest person who wrote, else the agent of the newest answer. Null if nobody has. */
export function whoServed(store: SqlStore): UserId | null {
  const isVisitor = "m.author >= 'visitor_' AND m.author < 'visitor`' OR p.role = 'visitor'";
  const person = store.first<{ author: UserId }>(
    `SELECT m.author FROM messages m LEFT JOIN members p ON p.user = m.author
     WHERE m.turn IS NULL AND NOT (${isVisitor}) ORDER BY m.seq DESC LIMIT 1`,
  );
  const answer = store.first<{ agent: UserId }>(
    "SELECT agent FROM turns WHERE state = 'completed' AND answer IS NOT NULL ORDER BY answer DESC LIMIT 1",
  );
  return person?.author ?? answer?.agent ?? null;
}

/** The place in line as the desk last told it; null unless the visitor waits. */
export function lineOf(store: SqlStore): PlaceInLine | null {
  if (findSupport(store)?.state !== "waiting") return null;
  const row = store.first<{ line_place: number | null; line_minutes: number | null }>(
    "SELECT line_place, line_minutes FROM room",
  );
  return row?.line_place ? { place: row.line_place, minutes: row.line_minutes } : null;
}

/** Notes what the desk tells of this waiting (`requestedAt`). Null if nothing changes: a place never grows, and late calls are ignored. */
export function takeLine(store: SqlStore, requestedAt: number, line: PlaceInLine): PlaceInLine | null {
  const support = findSupport(store);
  if (support?.state !== "waiting" || support.requestedAt !== requestedAt) return null;
  const before = lineOf(store);
  const place = Math.min(line.place, before?.place ?? line.place);
  if (before?.place === place && before.minutes === line.minutes) return null;
  store.run("UPDATE room SET line_place = ?, line_minutes = ?", place, line.minutes);
  return { place, minutes: line.minutes };
}
