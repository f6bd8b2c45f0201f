/** Takes what rooms and libraries hand over, once for each webhook that wants it. */
import type { DocumentId, LibraryId, OrganizationId } from "../../../shared/ids.ts";
import type { DocumentWebhookEvent } from "../../../shared/webhooks.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { HookNews } from "../room/hook-news.ts";
import { eventIdOf } from "./event-id.ts";
import type { LoopGuard } from "./loop-guard.ts";
import { enqueue, hasRoom, isKnown } from "./queue.ts";
import { webhooksOf } from "./wanted.ts";
import { allWebhooks, chosenIn, countWaiting } from "./webhook-row.ts";

/** Idempotent: an event that is handed over again has the same id. */
export function takeNews(store: SqlStore, news: HookNews, guard: LoopGuard, now: number): void {
  const { room, kind, epoch, events } = news;
  for (const webhook of webhooksOf(store, room, kind)) {
    const chosen = new Set<string>(chosenIn(webhook).events);
    let waiting = countWaiting(store, webhook.id);
    for (const { seq, type, at, author } of events) {
      if (!chosen.has(type) || at < webhook.since) continue;
      const event = eventIdOf(room, epoch, seq);
      if (isKnown(store, webhook.id, event) || !hasRoom(store, webhook.id, waiting)) continue;
      const passes = author === null || !MAY_LOOP.has(type) || guard.pass(webhook.id, room, author, now);
      const ref = { type, room, kind, epoch, seq };
      enqueue(store, { webhook, event, lane: room, ref, at }, now, passes ? null : "loop");
      if (passes) waiting++;
    }
  }
}

/** What a receiver may answer with a message. */
const MAY_LOOP: ReadonlySet<string> = new Set(["message.sent", "message.edited", "turn.ended"]);

export interface DocumentNews {
  organization: OrganizationId;
  library: LibraryId;
  document: DocumentId;
  version: number;
  type: DocumentWebhookEvent;
  /** Server clock, milliseconds. */
  at: number;
}

export function takeDocument(store: SqlStore, news: DocumentNews, now: number): void {
  const { library, document, version, type, at } = news;
  for (const webhook of allWebhooks(store)) {
    if (webhook.off !== null || at < webhook.since || !chosenIn(webhook).events.includes(type)) continue;
    const event = eventIdOf(document, version, type);
    if (isKnown(store, webhook.id, event) || !hasRoom(store, webhook.id, countWaiting(store, webhook.id)))
      continue;
    enqueue(store, { webhook, event, lane: library, ref: { type, library, document, version }, at }, now);
  }
}
