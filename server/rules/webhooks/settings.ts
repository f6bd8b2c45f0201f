/** Webhooks are made, changed and deleted. Every change that rooms must know of begins a walk. */
import type { UserId, WebhookId } from "../../../shared/ids.ts";
import { MAX_WEBHOOKS } from "../../../shared/limits.ts";
import type { WebhookChange, WebhookOff, WebhookSettings } from "../../../shared/webhooks.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { failWaiting } from "./queue.ts";
import { answerBefore, noteAnswer } from "./requests.ts";
import { allWebhooks, chosenAs, findWebhook, type WebhookRow } from "./webhook-row.ts";
import { beginWalk } from "./wanted.ts";

export interface MadeWebhook {
  id: WebhookId;
  settings: WebhookSettings;
  by: UserId;
  /** The id that its secret is made from. */
  secret: string;
  requestKey: string | null;
}

/** Null if the organization has as many as it may have. A repeated request returns what the first one made. */
export function addWebhook(store: SqlStore, made: MadeWebhook, now: number): WebhookRow | null {
  const { id, settings, by, secret, requestKey } = made;
  const before =
    requestKey === null
      ? null
      : store.first<WebhookRow>("SELECT * FROM webhooks WHERE request_key = ?", requestKey);
  if (before !== null) return before;
  if (allWebhooks(store).length >= MAX_WEBHOOKS) return null;
  store.run(
    `INSERT INTO webhooks (id, name, address, events, rooms, kinds, by, created_at, since, changed_at, secret, request_key)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    settings.name,
    settings.address,
    JSON.stringify(settings.events),
    chosenAs(settings.rooms),
    chosenAs(settings.kinds),
    by,
    now,
    now,
    now,
    secret,
    requestKey,
  );
  tellFrom(store, id, now);
  return findWebhook(store, id);
}

/** From now on rooms tell what the webhook wants, also what happens before they learn of it. */
function tellFrom(store: SqlStore, id: WebhookId, now: number): void {
  const revision = beginWalk(store, now);
  store.run("UPDATE webhooks SET changed_at = ?, changed_in = ? WHERE id = ?", now, revision, id);
}

export type ChangeOutcome = "missing" | "changed" | WebhookRow;

/** Whoever switches it on, or changes where it sends what, is whom it stands for from then on. */
export function changeWebhook(
  store: SqlStore,
  id: string,
  { revision, on, ...change }: WebhookChange,
  by: UserId,
  now: number,
): ChangeOutcome {
  const before = findWebhook(store, id);
  if (before === null) return "missing";
  if (before.revision !== revision) return "changed";
  const { name = before.name, address = before.address, events, rooms, kinds } = change;
  const isWider =
    address !== before.address || events !== undefined || rooms !== undefined || kinds !== undefined;
  const isSwitchedOn = on === true && before.off !== null;
  store.run(
    `UPDATE webhooks SET revision = revision + 1, name = ?, address = ?, events = ?, rooms = ?, kinds = ?, by = ?
     WHERE id = ?`,
    name,
    address,
    events === undefined ? before.events : JSON.stringify(events),
    rooms === undefined ? before.rooms : chosenAs(rooms),
    kinds === undefined ? before.kinds : chosenAs(kinds),
    isWider || isSwitchedOn ? by : before.by,
    id,
  );
  if (on === false && before.off === null) switchOff(store, before.id, "person", now);
  if (isSwitchedOn) switchOn(store, before.id, now);
  // Another address is another receiver: it is not paused for what the old one did.
  if (address !== before.address)
    store.run("UPDATE webhooks SET failures = 0, failing_since = NULL, resume_at = 0 WHERE id = ?", id);
  if (isWider || isSwitchedOn) tellFrom(store, before.id, now);
  return findWebhook(store, id) ?? "missing";
}

function switchOn(store: SqlStore, id: WebhookId, now: number): void {
  store.run(
    `UPDATE webhooks SET off = NULL, off_at = NULL, since = ?, failures = 0, failing_since = NULL, resume_at = 0, lost = 0 WHERE id = ?`,
    now,
    id,
  );
}

/** What waits is kept in the log, so that it can be sent again. */
export function switchOff(store: SqlStore, id: WebhookId, off: WebhookOff, now: number): void {
  store.run("UPDATE webhooks SET off = ?, off_at = ? WHERE id = ? AND off IS NULL", off, now, id);
  failWaiting(store, id);
  beginWalk(store, now);
}

export function deleteWebhook(store: SqlStore, id: string, now: number): boolean {
  if (findWebhook(store, id) === null) return false;
  for (const table of ["deliveries", "lanes", "requests"])
    store.run(`DELETE FROM ${table} WHERE webhook = ?`, id);
  store.run("DELETE FROM webhooks WHERE id = ?", id);
  beginWalk(store, now);
  return true;
}

export interface Rotation {
  webhook: WebhookId;
  /** The id that the new secret is made from. */
  secret: string;
  /** Until when the secret before also signs (server clock, milliseconds). */
  oldUntil: number;
  requestKey: string | null;
}

/**
 * Gives the webhook another secret. One that was replaced before ends now. A repeated request changes nothing. `replaced`: the secret that
 * it has made was replaced since.
 */
export function rotateSecret(
  store: SqlStore,
  { webhook, secret, oldUntil, requestKey }: Rotation,
  now: number,
): WebhookRow | "missing" | "replaced" {
  const row = findWebhook(store, webhook);
  if (row === null) return "missing";
  const request = { webhook, key: requestKey };
  const made = answerBefore<string>(store, request, now);
  if (made !== null) return made === row.secret ? row : "replaced";
  store.run(
    "UPDATE webhooks SET revision = revision + 1, old_secret = secret, old_until = ?, secret = ? WHERE id = ?",
    oldUntil,
    secret,
    webhook,
  );
  noteAnswer(store, request, secret, now);
  return findWebhook(store, webhook) ?? "missing";
}
