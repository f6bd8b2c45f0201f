import type { RoomId, UserId, WebhookId } from "../../../shared/ids.ts";
import type { RoomKind } from "../../../shared/permissions.ts";
import type { Webhook, WebhookEventType, WebhookOff } from "../../../shared/webhooks.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";

export type WebhookRow = {
  id: WebhookId;
  revision: number;
  name: string;
  address: string;
  /** A JSON array. */
  events: string;
  /** A JSON array; null for all. */
  rooms: string | null;
  /** A JSON array; null for all. */
  kinds: string | null;
  by: UserId;
  created_at: number;
  since: number;
  changed_at: number;
  changed_in: number;
  off: WebhookOff | null;
  off_at: number | null;
  secret: string;
  old_secret: string | null;
  old_until: number | null;
  failures: number;
  failing_since: number | null;
  resume_at: number;
  delivered_at: number | null;
  lost: number;
  request_key: string | null;
};

/** What rows of webhooks have in JSON. */
export interface Chosen {
  events: WebhookEventType[];
  rooms: RoomId[] | null;
  kinds: RoomKind[] | null;
}

export function chosenIn({ events, rooms, kinds }: Pick<WebhookRow, "events" | "rooms" | "kinds">): Chosen {
  return {
    events: readJson<WebhookEventType[]>(events, []),
    // A damaged list names nothing, so that nothing goes where nobody meant it to go.
    rooms: rooms === null ? null : readJson<RoomId[]>(rooms, []),
    kinds: kinds === null ? null : readJson<RoomKind[]>(kinds, []),
  };
}

export const chosenAs = (ids: readonly string[] | null): string | null =>
  ids === null ? null : JSON.stringify(ids);

/** Oldest first. */
export function allWebhooks(store: SqlStore): WebhookRow[] {
  return store.all<WebhookRow>("SELECT * FROM webhooks ORDER BY created_at, id");
}

export function findWebhook(store: SqlStore, id: string): WebhookRow | null {
  return store.first<WebhookRow>("SELECT * FROM webhooks WHERE id = ?", id);
}

export function countWaiting(store: SqlStore, webhook: WebhookId): number {
  const row = store.first<{ count: number }>(
    "SELECT count(*) AS count FROM deliveries INDEXED BY deliveries_waiting WHERE webhook = ? AND state = 'waiting'",
    webhook,
  );
  return row?.count ?? 0;
}

export function toWebhook(store: SqlStore, row: WebhookRow, now: number): Webhook {
  return {
    id: row.id,
    revision: row.revision,
    name: row.name,
    address: row.address,
    ...chosenIn(row),
    createdAt: row.created_at,
    by: row.by,
    off: row.off,
    offAt: row.off_at,
    previousSecretUntil: row.old_until !== null && row.old_until > now ? row.old_until : null,
    deliveredAt: row.delivered_at,
    failingSince: row.failing_since,
    waiting: countWaiting(store, row.id),
    lost: row.lost,
  };
}
