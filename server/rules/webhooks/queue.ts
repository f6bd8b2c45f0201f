/**
 * The queue of a webhook. Each room is a lane: its events are delivered in their order, and one that fails holds up the later ones of its room
 * until it has arrived or is given up. Other rooms go on. Each test is a lane of its own.
 */
import type { WebhookEventId, WebhookId } from "../../../shared/ids.ts";
import { MAX_WEBHOOK_WAITING } from "../../../shared/limits.ts";
import type { DeliveryReason, DeliveryTry, WebhookOff } from "../../../shared/webhooks.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { type DeliveryRow, type EventRef, triesOf } from "./delivery-row.ts";
import { DAY, isFailingForGood, pauseAfter, probePause } from "./retry.ts";
import type { WebhookRow } from "./webhook-row.ts";

export interface NewDelivery {
  webhook: WebhookRow;
  event: WebhookEventId;
  lane: string;
  ref: EventRef;
  /** When it happened (server clock, milliseconds). */
  at: number;
}

export const isKnown = (store: SqlStore, webhook: WebhookId, event: WebhookEventId): boolean =>
  store.first("SELECT 1 AS found FROM deliveries WHERE webhook = ? AND event = ?", webhook, event) !== null;

/** Whether the webhook's queue takes one more event. If not, it is counted as lost. `waiting`: how many there are. */
export function hasRoom(store: SqlStore, webhook: WebhookId, waiting: number): boolean {
  if (waiting < MAX_WEBHOOK_WAITING) return true;
  store.run("UPDATE webhooks SET lost = lost + 1 WHERE id = ?", webhook);
  return false;
}

/** Adds an event that is not known to the queue, or to the log alone if `dropped` says why it is not sent. */
export function enqueue(
  store: SqlStore,
  { webhook, event, lane, ref, at }: NewDelivery,
  now: number,
  dropped: DeliveryReason | null = null,
): void {
  store.run(
    `INSERT INTO deliveries (webhook, event, type, lane, ref, at, created_at, state, reason, next_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    webhook.id,
    event,
    ref.type,
    lane,
    JSON.stringify(ref),
    at,
    now,
    dropped === null ? "waiting" : "dropped",
    dropped,
    dropped === null ? now : null,
  );
  if (dropped === null) openLane(store, webhook.id, lane, now);
}

/** If something waits in the lane, it stays due when it is. */
function openLane(store: SqlStore, webhook: WebhookId, lane: string, due: number): void {
  store.run(
    "INSERT INTO lanes (webhook, lane, due) VALUES (?, ?, ?) ON CONFLICT (webhook, lane) DO NOTHING",
    webhook,
    lane,
    due,
  );
}

/** A person has asked for something in the lane: its first delivery does not wait for the end of a pause. */
function hurryLane(store: SqlStore, webhook: WebhookId, lane: string, now: number): void {
  openLane(store, webhook, lane, now);
  store.run("UPDATE lanes SET due = min(due, ?) WHERE webhook = ? AND lane = ?", now, webhook, lane);
  const first = firstOf(store, webhook, lane);
  if (first !== null)
    store.run("UPDATE deliveries SET next_at = min(next_at, ?) WHERE id = ?", now, first.id);
}

/** Lanes whose first delivery is due, longest due first. */
export function dueLanes(store: SqlStore, webhook: WebhookId, now: number, most: number): string[] {
  return store
    .all<{ lane: string }>(
      "SELECT lane FROM lanes WHERE webhook = ? AND due <= ? ORDER BY due LIMIT ?",
      webhook,
      now,
      most,
    )
    .map(({ lane }) => lane);
}

/** When something is due next; null if nothing waits. */
export function nextDue(store: SqlStore, { id, resume_at: resumeAt }: WebhookRow): number | null {
  const row = store.first<{ due: number | null }>("SELECT min(due) AS due FROM lanes WHERE webhook = ?", id);
  return row === null || row.due === null ? null : Math.max(row.due, resumeAt);
}

/** The delivery that is next in this lane; null if nothing waits in it. */
export function firstOf(store: SqlStore, webhook: WebhookId, lane: string): DeliveryRow | null {
  return store.first<DeliveryRow>(
    `SELECT * FROM deliveries INDEXED BY deliveries_waiting
     WHERE webhook = ? AND lane = ? AND state = 'waiting' ORDER BY id LIMIT 1`,
    webhook,
    lane,
  );
}

/** Attempts whose details are kept of one delivery. */
const MOST_TRIES = 12;

function noteTry(store: SqlStore, delivery: DeliveryRow, attempt: DeliveryTry): void {
  const tries = [...triesOf(delivery), attempt].slice(-MOST_TRIES);
  store.run(
    "UPDATE deliveries SET attempts = attempts + 1, spent = spent + 1, tries = ? WHERE id = ?",
    JSON.stringify(tries),
    delivery.id,
  );
}

function end(
  store: SqlStore,
  { id, webhook, lane }: DeliveryRow,
  state: "delivered" | "failed" | "dropped",
  reason: DeliveryReason | null,
  now: number,
): void {
  store.run("UPDATE deliveries SET state = ?, reason = ?, next_at = NULL WHERE id = ?", state, reason, id);
  // The next one of its room has not been tried yet.
  if (firstOf(store, webhook, lane) === null)
    store.run("DELETE FROM lanes WHERE webhook = ? AND lane = ?", webhook, lane);
  else store.run("UPDATE lanes SET due = ? WHERE webhook = ? AND lane = ?", now, webhook, lane);
}

/** What it was about shows nothing any more. */
export function drop(store: SqlStore, delivery: DeliveryRow, now: number): void {
  end(store, delivery, "dropped", "hidden", now);
}

export function noteDelivered(
  store: SqlStore,
  delivery: DeliveryRow,
  attempt: DeliveryTry,
  now: number,
): void {
  noteTry(store, delivery, attempt);
  end(store, delivery, "delivered", null, now);
  store.run(
    "UPDATE webhooks SET failures = 0, failing_since = NULL, resume_at = 0, delivered_at = ? WHERE id = ?",
    now,
    delivery.webhook,
  );
}

const GONE = 410;
/** With these a receiver says that it has too much to do. */
const BUSY = [429, 503];

export interface FailedTry {
  attempt: DeliveryTry;
  /** What the receiver asked for in `retry-after` (server clock, milliseconds). */
  retryAt: number | null;
  /** 0 to 1. */
  random: number;
}

/** Notes a failed attempt and plans the next one. Returns why the webhook must be switched off; null if it goes on. */
export function noteFailed(
  store: SqlStore,
  delivery: DeliveryRow,
  webhook: WebhookRow,
  { attempt, retryAt, random }: FailedTry,
  now: number,
): WebhookOff | null {
  noteTry(store, delivery, attempt);
  const failures = webhook.failures + 1;
  const failingSince = webhook.failing_since ?? now;
  const asked = retryAt !== null && BUSY.includes(attempt.status ?? 0) ? retryAt : 0;
  store.run(
    "UPDATE webhooks SET failures = ?, failing_since = ?, resume_at = max(resume_at, ?) WHERE id = ?",
    failures,
    failingSince,
    Math.max(asked, now + probePause(failures)),
    webhook.id,
  );
  const pause = pauseAfter(delivery.spent + 1, random);
  if (pause === null) end(store, delivery, "failed", "tries", now);
  else postpone(store, delivery, Math.max(now + pause, retryAt ?? 0));
  if (attempt.status === GONE) return "gone";
  return isFailingForGood(failingSince, now) ? "failing" : null;
}

/** Pause after the content could not be read, ms. */
const READ_AGAIN = 60_000;

/** The room could not be asked. That is no failure of the receiver; after a day it is given up. */
export function waitForContent(store: SqlStore, delivery: DeliveryRow, now: number): void {
  if (now - delivery.created_at > DAY) end(store, delivery, "failed", "tries", now);
  else postpone(store, delivery, now + READ_AGAIN);
}

/** The lane waits, whatever is in it. */
export function delayLane(store: SqlStore, webhook: WebhookId, lane: string, due: number): void {
  store.run("UPDATE lanes SET due = max(due, ?) WHERE webhook = ? AND lane = ?", due, webhook, lane);
}

function postpone(store: SqlStore, { id, webhook, lane }: DeliveryRow, due: number): void {
  store.run("UPDATE deliveries SET next_at = ? WHERE id = ?", due, id);
  // While it was being sent, an earlier one may have been queued again. That one does not wait.
  if (firstOf(store, webhook, lane)?.id === id)
    store.run("UPDATE lanes SET due = ? WHERE webhook = ? AND lane = ?", due, webhook, lane);
}

/** The webhook is off. What waited is in the log, and can be sent again. */
export function failWaiting(store: SqlStore, webhook: WebhookId): void {
  store.run(
    "UPDATE deliveries SET state = 'failed', reason = 'off', next_at = NULL WHERE webhook = ? AND state = 'waiting'",
    webhook,
  );
  store.run("DELETE FROM lanes WHERE webhook = ?", webhook);
}

/** Queues an ended delivery again, with its event's id. One that waits already is not queued twice. Pauses of its room end. */
export function replay(store: SqlStore, { id, webhook, lane, state }: DeliveryRow, now: number): void {
  if (state !== "waiting")
    store.run(
      "UPDATE deliveries SET state = 'waiting', reason = NULL, spent = 0, next_at = ? WHERE id = ?",
      now,
      id,
    );
  hurryLane(store, webhook, lane, now);
}
