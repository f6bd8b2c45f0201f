/** Conversations as rows of the desk. */
import type { DeskConversation, Priority } from "../../../shared/desk.ts";
import type { RoomId, UserId, WidgetId } from "../../../shared/ids.ts";
import type { Rating, SupportState } from "../../../shared/support.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";

export type ConversationRow = {
  room: RoomId;
  epoch: string;
  head: number;
  visitor: UserId | null;
  visitor_name: string | null;
  title: string;
  state: SupportState;
  requested_at: number | null;
  closed_at: number | null;
  takeover: UserId | null;
  last_text: string | null;
  last_at: number | null;
  last_by: "visitor" | "person" | "agent" | null;
  last_user: UserId | null;
  visitor_at: number;
  person_at: number;
  /** When somebody last took over; 0 for never. */
  taken_at: number;
  created_at: number;
  line: number | null;
  assignee: UserId | null;
  priority: Priority;
  tags: string;
  snoozed_until: number | null;
  mailed_up_to: number;
  /** Null until it is known; empty if it was deleted. */
  widget: WidgetId | "" | null;
  since: number | null;
  spent: number;
  runs: number | null;
  due_at: number | null;
  late_at: number | null;
  /** A `Rating` as JSON. */
  rating: string | null;
};

type ListedRow = ConversationRow & { place: number | null; notes: number };

const LISTED = `SELECT c.*, (SELECT count(*) FROM notes n WHERE n.room = c.room) AS notes,
    CASE WHEN c.line IS NULL THEN NULL ELSE (SELECT count(*) FROM conversations o WHERE o.line <= c.line) END AS place
  FROM conversations c`;

export function findRow(store: SqlStore, room: RoomId): ConversationRow | null {
  return store.first<ConversationRow>("SELECT * FROM conversations WHERE room = ?", room);
}

export function findConversation(store: SqlStore, room: RoomId): DeskConversation | null {
  const row = store.first<ListedRow>(`${LISTED} WHERE c.room = ?`, room);
  return row === null ? null : toConversation(row);
}

export function changedAfter(store: SqlStore, head: number): DeskConversation[] {
  return store.all<ListedRow>(`${LISTED} WHERE c.changed > ? ORDER BY c.changed`, head).map(toConversation);
}

/** The open conversations with the newest changes, and the newest closed ones. */
export function beginning(store: SqlStore, open: number, closed: number): DeskConversation[] {
  const rows = [
    ...store.all<ListedRow>(`${LISTED} WHERE c.state <> 'closed' ORDER BY c.changed DESC LIMIT ?`, open),
    ...closedRows(store, null, closed),
  ];
  return rows.map(toConversation);
}

/** Closed conversations before this time, newest first. */
export function closedBefore(store: SqlStore, before: number | null, limit: number): DeskConversation[] {
  return closedRows(store, before, limit).map(toConversation);
}

function closedRows(store: SqlStore, before: number | null, limit: number): ListedRow[] {
  return store.all<ListedRow>(
    `${LISTED} WHERE c.state = 'closed' AND c.closed_at < ? ORDER BY c.closed_at DESC LIMIT ?`,
    before ?? Number.MAX_SAFE_INTEGER,
    limit,
  );
}

/** Other conversations of this visitor, newest first. */
export function ofVisitor(
  store: SqlStore,
  visitor: UserId,
  except: RoomId,
  limit: number,
): DeskConversation[] {
  return store
    .all<ListedRow>(
      `${LISTED} WHERE c.visitor = ? AND c.room <> ? ORDER BY c.created_at DESC LIMIT ?`,
      visitor,
      except,
      limit,
    )
    .map(toConversation);
}

function toConversation(row: ListedRow): DeskConversation {
  const tags = readJson<unknown>(row.tags, []);
  return {
    room: row.room,
    visitor: row.visitor === null ? null : { id: row.visitor, name: row.visitor_name ?? "" },
    title: row.title,
    state: row.state,
    requestedAt: row.requested_at,
    closedAt: row.closed_at,
    takeover: row.takeover,
    last:
      row.last_at === null || row.last_by === null || row.last_user === null
        ? null
        : { text: row.last_text ?? "", at: row.last_at, by: row.last_by, user: row.last_user },
    dueSince: row.since,
    dueAt: row.due_at,
    lateAt: row.late_at,
    createdAt: row.created_at,
    assignee: row.assignee,
    priority: row.priority,
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [],
    snoozedUntil: row.snoozed_until,
    place: row.place,
    rating: readJson<Rating | null>(row.rating ?? "null", null),
    notes: row.notes,
  };
}
