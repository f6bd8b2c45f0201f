import type { RoomEvent } from "../../../../shared/protocol/events.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { readJson } from "../../../storage/json-column.ts";

type HeadRow = { head: Seq };

/** Returns the next seq. Call it inside the transaction that uses it, so that no number is skipped. */
export function nextSeq(store: SqlStore): Seq {
  const row = store.first<HeadRow>("UPDATE room SET head = head + 1 RETURNING head");
  if (row === null) throw new Error("the room was not created");
  return row.head;
}

export type LoggedEvent = Exclude<RoomEvent, { type: "message.sent" }>;

/** Fields of an event with their own column in `events`. The column `data` has all other fields as JSON. */
type Columns = "seq" | "at" | "by" | "type";

/** Stores an event, except `message.sent`, which is stored as a row in `messages`. */
export function appendEvent<Event extends LoggedEvent>(store: SqlStore, event: Event): Event {
  const { seq, at, by, type, ...data } = event satisfies Record<Columns, unknown>;
  const target = "target" in event ? event.target : null;
  store.run(
    "INSERT INTO events (seq, at, by, type, target, data) VALUES (?, ?, ?, ?, ?, ?)",
    seq,
    at,
    by,
    type,
    target,
    JSON.stringify(data),
  );
  return event;
}

export type EventRow = { seq: Seq; at: number; by: string; type: string; data: string };

/** Null if the row is damaged. */
export function eventFromRow({ data, ...columns }: EventRow): LoggedEvent | null {
  const rest = readJson<object | null>(data, null);
  return rest === null ? null : ({ ...columns, ...rest } as LoggedEvent);
}
