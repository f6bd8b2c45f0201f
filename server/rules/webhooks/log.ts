/** The log of deliveries: what is listed, sent again and deleted. */
import type { WebhookId } from "../../../shared/ids.ts";
import {
  MAX_WEBHOOK_DELIVERED,
  MAX_WEBHOOK_FAILED,
  MAX_WEBHOOK_WAITING,
  WEBHOOK_LOG_KEPT,
} from "../../../shared/limits.ts";
import type { DeliveryPage, DeliveryState } from "../../../shared/webhooks.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { type DeliveryRow, toDelivery } from "./delivery-row.ts";
import { replay } from "./queue.ts";
import { allWebhooks, countWaiting } from "./webhook-row.ts";

const PAGE = 50;

/** Newest first. */
export function deliveriesBefore(
  store: SqlStore,
  webhook: WebhookId,
  { before, state }: { before: number | null; state: DeliveryState | null },
): DeliveryPage {
  const rows = store.all<DeliveryRow>(
    `SELECT * FROM deliveries INDEXED BY deliveries_of_webhook
     WHERE webhook = ?1 AND id < ?2 AND (?3 IS NULL OR state = ?3) ORDER BY id DESC LIMIT ?4`,
    webhook,
    before ?? Number.MAX_SAFE_INTEGER,
    state,
    PAGE + 1,
  );
  return { deliveries: rows.slice(0, PAGE).map(toDelivery), more: rows.length > PAGE };
}

export function findDelivery(store: SqlStore, webhook: WebhookId, id: number): DeliveryRow | null {
  return store.first<DeliveryRow>("SELECT * FROM deliveries WHERE id = ? AND webhook = ?", id, webhook);
}

/** Queues everything again that happened since then and did not arrive, in its order. Returns how many. */
export function replayFailed(store: SqlStore, webhook: WebhookId, since: number, now: number): number {
  const room = MAX_WEBHOOK_WAITING - countWaiting(store, webhook);
  const rows = store.all<DeliveryRow>(
    `SELECT * FROM deliveries INDEXED BY deliveries_of_webhook
     WHERE webhook = ? AND state = 'failed' AND at >= ? ORDER BY id LIMIT ?`,
    webhook,
    since,
    Math.max(0, room),
  );
  for (const row of rows) replay(store, row, now);
  return rows.length;
}

/** What is older than an hour may be deleted for its number: a room that hands an event over again does so before. */
const KEPT_ANYWAY = 60 * 60_000;

export function prune(store: SqlStore, now: number): void {
  store.run("DELETE FROM deliveries WHERE state <> 'waiting' AND created_at < ?", now - WEBHOOK_LOG_KEPT);
  for (const { id } of allWebhooks(store)) {
    for (const [states, most] of [
      [["delivered"], MAX_WEBHOOK_DELIVERED],
      [["failed", "dropped"], MAX_WEBHOOK_FAILED],
    ] as const)
      store.run(
        `DELETE FROM deliveries WHERE created_at < ?4 AND id IN (
           SELECT id FROM deliveries INDEXED BY deliveries_of_webhook
           WHERE webhook = ?1 AND state IN (SELECT value FROM json_each(?2)) ORDER BY id DESC LIMIT -1 OFFSET ?3)`,
        id,
        JSON.stringify(states),
        most,
        now - KEPT_ANYWAY,
      );
  }
}
