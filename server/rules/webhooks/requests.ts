/** What requests with an idempotency key were answered. The same request again gets this answer and changes nothing. */
import type { WebhookId } from "../../../shared/ids.ts";
import { REMEMBERED_FOR } from "../../../shared/limits.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";

export interface KeyedRequest {
  webhook: WebhookId;
  /** A digest of the request; null if it has no idempotency key. */
  key: string | null;
}

/** Null if the request is new. The address is part of the digest, so a digest stands for one kind of answer. */
export function answerBefore<Answer>(store: SqlStore, { key }: KeyedRequest, now: number): Answer | null {
  if (key === null) return null;
  const row = store.first<{ answer: string }>(
    "SELECT answer FROM requests WHERE key = ? AND at > ?",
    key,
    now - REMEMBERED_FOR,
  );
  return row === null ? null : readJson<Answer | null>(row.answer, null);
}

/** In the same transaction as what the request changes. */
export function noteAnswer(
  store: SqlStore,
  { webhook, key }: KeyedRequest,
  answer: unknown,
  now: number,
): void {
  if (key === null) return;
  store.run(
    "INSERT OR REPLACE INTO requests (key, webhook, answer, at) VALUES (?, ?, ?, ?)",
    key,
    webhook,
    JSON.stringify(answer),
    now,
  );
}

export function pruneRequests(store: SqlStore, now: number): void {
  store.run("DELETE FROM requests WHERE at <= ?", now - REMEMBERED_FOR);
}
