import { beforeEach, describe, expect, test } from "vitest";
import { findDelivery, prune, replayFailed, deliveriesBefore } from "../../server/rules/webhooks/log.ts";
import { LoopGuard } from "../../server/rules/webhooks/loop-guard.ts";
import { webhookMigrations } from "../../server/rules/webhooks/migrations.ts";
import {
  dueLanes,
  firstOf,
  nextDue,
  noteDelivered,
  noteFailed,
  replay,
} from "../../server/rules/webhooks/queue.ts";
import { pruneRequests } from "../../server/rules/webhooks/requests.ts";
import { addWebhook, changeWebhook, rotateSecret } from "../../server/rules/webhooks/settings.ts";
import { takeNews } from "../../server/rules/webhooks/take.ts";
import {
  beginWalk,
  findServer,
  noteWalked,
  openServer,
  wantedOf,
} from "../../server/rules/webhooks/wanted.ts";
import { findWebhook, toWebhook, type WebhookRow } from "../../server/rules/webhooks/webhook-row.ts";
import type { HookedEvent } from "../../server/rules/room/hook-news.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { makeId, type RoomId, type UserId } from "../../shared/ids.ts";
import {
  MAX_WEBHOOK_DELIVERED,
  MAX_WEBHOOK_WAITING,
  REMEMBERED_FOR,
  WEBHOOK_LOG_KEPT,
} from "../../shared/limits.ts";
import { type NodeSql, nodeSql } from "../support/node-sql.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const organization = makeId("org", random);
const [garden, shed]: RoomId[] = [makeId("room", random), makeId("room", random)];
const [ada, grace]: [UserId, UserId] = [makeId("user", random), makeId("user", random)];
const newRoomId = (): RoomId => makeId("room", random);
const HOUR = 3_600_000;
const START = 1_000_000;

let store: NodeSql;
let webhook: WebhookRow;
let guard: LoopGuard;

beforeEach(() => {
  store = nodeSql();
  migrate(store, webhookMigrations);
  openServer(store, organization);
  guard = new LoopGuard();
  webhook = make();
});

function make(settings: object = {}): WebhookRow {
  const usual = {
    ...{ name: "Ledger", address: "https://x.example", events: ["message.sent" as const] },
    ...{ rooms: null, kinds: null },
  };
  const made = { id: makeId("hook", random), secret: "s1", by: ada, requestKey: null };
  const row = addWebhook(store, { ...made, settings: { ...usual, ...settings } }, START);
  if (row === null) throw new Error("not made");
  return row;
}

function take(seqs: number[], room: RoomId | undefined = garden, author = ada): void {
  const events = seqs.map((seq): HookedEvent => ({ seq, type: "message.sent", at: START + seq, author }));
  if (room === undefined) throw new Error("no room");
  takeNews(store, { organization, room, kind: "group", epoch: "e", events }, guard, START + 1_000);
}

const now = START + 2_000;

const rotate = (secret: string, oldUntil: number, requestKey: string | null = null) =>
  rotateSecret(store, { webhook: webhook.id, secret, oldUntil, requestKey }, now);

const again = (): WebhookRow => {
  const row = findWebhook(store, webhook.id);
  if (row === null) throw new Error("it is gone");
  return row;
};
const first = (lane = garden) => {
  const row = firstOf(store, webhook.id, lane ?? "");
  if (row === null) throw new Error("nothing waits");
  return row;
};
const failed = (at: number, status: number | null = 500) => ({
  attempt: { at, ms: 1, status },
  retryAt: null,
  random: 0,
});

describe("HOOK-4: taking", () => {
  test("what is handed over again is not queued again, whatever has become of it", () => {
    take([1, 2]);
    take([1, 2, 3]);
    noteDelivered(store, first(), { at: now, ms: 1, status: 200 }, now);
    take([1]);
    expect(store.all("SELECT state FROM deliveries ORDER BY id")).toEqual([
      { state: "delivered" },
      { state: "waiting" },
      { state: "waiting" },
    ]);
  });

  test("each webhook has its own rows, with one id for the event", () => {
    make();
    take([1]);
    const rows = store.all<{ webhook: string; event: string }>("SELECT webhook, event FROM deliveries");
    expect(new Set(rows.map((row) => row.webhook)).size).toBe(2);
    expect(new Set(rows.map(({ event }) => event)).size).toBe(1);
    expect(rows[0]?.event).toMatch(/^evt_[0-9a-f]{26}$/);
  });

  test("what happened before the webhook was there is not sent", () => {
    const events: HookedEvent[] = [{ seq: 1, type: "message.sent", at: START - 1, author: ada }];
    if (garden === undefined) return;
    takeNews(store, { organization, room: garden, kind: "group", epoch: "e", events }, guard, now);
    expect(nextDue(store, again())).toBeNull();
  });

  test("a queue has an end: what comes then is counted and not kept", () => {
    take(Array.from({ length: MAX_WEBHOOK_WAITING }, (_, i) => i + 1).slice(0, 50));
    store.run(
      `INSERT INTO deliveries (webhook, event, type, lane, ref, at, created_at, state)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       SELECT ?, 'evt_' || i, 'message.sent', 'x', '{}', 0, 0, 'waiting' FROM n`,
      MAX_WEBHOOK_WAITING - 51,
      webhook.id,
    );
    take([101, 102, 103]);
    expect(toWebhook(store, again(), now)).toMatchObject({ waiting: MAX_WEBHOOK_WAITING, lost: 2 });
  });
});

describe("HOOK-5: the queue", () => {
  test("each room has its own order, and one that fails holds up its room alone", () => {
    take([1, 2]);
    take([1], shed);
    expect(dueLanes(store, webhook.id, now, 10).sort()).toEqual([garden, shed].sort());
    noteFailed(store, first(), again(), failed(now), now);
    expect(dueLanes(store, webhook.id, now, 10)).toEqual([shed]);
    expect(dueLanes(store, webhook.id, now + 5_000, 10).sort()).toEqual([garden, shed].sort());
    noteDelivered(store, first(), { at: now, ms: 1, status: 204 }, now);
    expect(first()).toMatchObject({ attempts: 0 });
    noteDelivered(store, first(), { at: now, ms: 1, status: 204 }, now);
    expect(firstOf(store, webhook.id, garden ?? "")).toBeNull();
    expect(dueLanes(store, webhook.id, now, 10)).toEqual([shed]);
  });

  test("what is given up lets the next one of its room go, and stands in the log", () => {
    take([1, 2]);
    const { id } = first();
    let at = now;
    for (let i = 0; i < 11; i++) {
      noteFailed(store, first(), { ...again(), failing_since: at }, failed(at), at);
      at += 12 * HOUR;
    }
    expect(findDelivery(store, webhook.id, id)).toMatchObject({
      state: "failed",
      reason: "tries",
      attempts: 11,
    });
    expect(first().id).not.toBe(id);
  });
});

describe("HOOK-11: what a person asks for", () => {
  test("sending one again ends the pause of its room, which keeps its order", () => {
    take([1, 2, 3]);
    const one = first();
    noteDelivered(store, one, { at: now, ms: 1, status: 200 }, now);
    const two = first();
    noteFailed(store, two, again(), failed(now), now);
    expect(dueLanes(store, webhook.id, now, 10)).toEqual([]);
    replay(store, findDelivery(store, webhook.id, one.id) ?? one, now + 1);
    expect(dueLanes(store, webhook.id, now + 1, 10)).toEqual([garden]);
    expect(first().id).toBe(one.id);
  });

  test("one that waits for the end of a pause is sent at once", () => {
    take([1]);
    noteFailed(store, first(), again(), failed(now), now);
    replay(store, first(), now + 1);
    expect(dueLanes(store, webhook.id, now + 1, 10)).toEqual([garden]);
    expect(first()).toMatchObject({ next_at: now + 1, attempts: 1 });
  });

  test("an earlier one that is queued again while a later one fails does not wait for it", () => {
    take([1, 2]);
    const one = first();
    noteDelivered(store, one, { at: now, ms: 1, status: 200 }, now);
    const two = first();
    replay(store, findDelivery(store, webhook.id, one.id) ?? one, now + 1);
    noteFailed(store, two, again(), failed(now + 2), now + 2);
    expect(dueLanes(store, webhook.id, now + 2, 10)).toEqual([garden]);
    expect(first().id).toBe(one.id);
  });
});

describe("HOOK-6, HOOK-7: failures", () => {
  test("three in a row pause the whole webhook, and one success ends the pause", () => {
    take([1]);
    for (const at of [now, now + 10_000, now + 50_000]) noteFailed(store, first(), again(), failed(at), at);
    expect(again()).toMatchObject({ failures: 3, failing_since: now, resume_at: now + 55_000 });
    noteDelivered(store, first(), { at: now, ms: 1, status: 200 }, now + 60_000);
    expect(again()).toMatchObject({
      failures: 0,
      failing_since: null,
      resume_at: 0,
      delivered_at: now + 60_000,
    });
  });

  test("only a receiver that says that it is busy can pause the whole webhook by retry-after", () => {
    take([1]);
    noteFailed(store, first(), again(), { ...failed(now, 500), retryAt: now + HOUR }, now);
    expect(again().resume_at).toBe(now);
    expect(first().next_at).toBe(now + HOUR);
    noteFailed(store, first(), again(), { ...failed(now, 429), retryAt: now + HOUR }, now);
    expect(again().resume_at).toBe(now + HOUR);
  });

  test("410 and a day of failures switch it off, and nothing else does", () => {
    take([1]);
    expect(noteFailed(store, first(), again(), failed(now, 404), now)).toBeNull();
    expect(noteFailed(store, first(), again(), failed(now, 410), now)).toBe("gone");
    expect(noteFailed(store, first(), again(), failed(now, null), now + 24 * HOUR)).toBe("failing");
  });
});

describe("HOOK-11: the log", () => {
  test("it is bounded by days and by count, and never loses what waits", () => {
    take([1]);
    store.run(
      `INSERT INTO deliveries (webhook, event, type, lane, ref, at, created_at, state)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       SELECT ?, 'evt_' || i, 'message.sent', 'x', '{}', 0, ?, 'delivered' FROM n`,
      MAX_WEBHOOK_DELIVERED + 25,
      webhook.id,
      START,
    );
    const count = (state: string) =>
      store.first<{ n: number }>("SELECT count(*) AS n FROM deliveries WHERE state = ?", state)?.n;
    prune(store, START + HOUR / 2);
    expect(count("delivered")).toBe(MAX_WEBHOOK_DELIVERED + 25);
    prune(store, START + 2 * HOUR);
    expect(count("delivered")).toBe(MAX_WEBHOOK_DELIVERED);
    prune(store, START + WEBHOOK_LOG_KEPT + 1);
    expect([count("delivered"), count("waiting")]).toEqual([0, 1]);
  });

  test("failed ones are sent again from the beginning of their pauses, in their order", () => {
    take([1, 2, 3]);
    changeWebhook(store, webhook.id, { revision: 1, on: false }, ada, now);
    expect(deliveriesBefore(store, webhook.id, { before: null, state: "failed" }).deliveries).toHaveLength(3);
    changeWebhook(store, webhook.id, { revision: 2, on: true }, ada, now);
    expect(replayFailed(store, webhook.id, START + 2, now)).toBe(2);
    expect(replayFailed(store, webhook.id, START + 2, now)).toBe(0);
    expect(first()).toMatchObject({ at: START + 2, spent: 0, state: "waiting" });
  });
});

describe("HOOK-9, HOOK-10: what rooms are asked for", () => {
  test("its number rises with each change, also if the clock goes back or a copy was restored", () => {
    const before = findServer(store)?.revision ?? 0;
    beginWalk(store, 5);
    expect(findServer(store)?.revision).toBeGreaterThan(before);
    beginWalk(store, before + 10_000);
    expect(findServer(store)?.revision).toBe(before + 10_000);
  });

  test("a step of a walk that began before a change counts for nothing", () => {
    const { revision } = findServer(store) ?? { revision: 0 };
    beginWalk(store, now);
    noteWalked(store, shed as RoomId, revision);
    expect(findServer(store)?.walked).toBe("");
  });

  test("webhooks of one person are one wish, and one that is off or of other rooms is none", () => {
    if (garden === undefined || shed === undefined) return;
    make({ events: ["turn.ended", "document.ready"], rooms: [garden] });
    const [wish, ...others] = wantedOf(store, garden, "group").hooks;
    expect(others).toEqual([]);
    expect(wish).toMatchObject({ by: ada });
    expect(new Set(wish?.events)).toEqual(new Set(["message.sent", "turn.ended"]));
    expect(wantedOf(store, shed, "group").hooks).toEqual([{ by: ada, events: ["message.sent"] }]);
    changeWebhook(store, webhook.id, { revision: 1, on: false }, ada, now);
    expect(wantedOf(store, shed, "group").hooks).toEqual([]);
  });

  test("who switches a webhook on that is on is not whom it stands for, and who switches one on that was off is", () => {
    const before = findServer(store);
    changeWebhook(store, webhook.id, { revision: 1, on: true }, grace, now);
    expect(again().by).toBe(ada);
    expect(findServer(store)).toEqual(before);
    changeWebhook(store, webhook.id, { revision: 2, on: false }, ada, now);
    changeWebhook(store, webhook.id, { revision: 3, on: true }, grace, now);
    expect(again().by).toBe(grace);
    expect(wantedOf(store, newRoomId(), "group").hooks).toEqual([{ by: grace, events: ["message.sent"] }]);
  });

  test("rooms are told when each webhook was last changed, and by which number they learn it", () => {
    const first = findServer(store)?.revision ?? 0;
    make();
    changeWebhook(store, webhook.id, { revision: 1, name: "Other" }, ada, now);
    expect(new Set(wantedOf(store, newRoomId(), "group").changes)).toEqual(
      new Set([
        { revision: first, at: START },
        { revision: first + 1, at: START },
      ]),
    );
    changeWebhook(store, webhook.id, { revision: 2, events: ["turn.ended"] }, ada, now);
    const { revision, changes } = wantedOf(store, newRoomId(), "group");
    expect(changes).toContainEqual({ revision, at: now });
  });

  test("a change of the name alone asks no room", () => {
    const before = findServer(store);
    changeWebhook(store, webhook.id, { revision: 1, name: "Other" }, ada, now);
    expect(findServer(store)).toEqual(before);
  });
});

test("HOOK-3: the previous secret ends when it is said to end, and with the next rotation", () => {
  rotate("s2", now + HOUR);
  expect(again()).toMatchObject({ secret: "s2", old_secret: "s1", old_until: now + HOUR });
  expect(toWebhook(store, again(), now).previousSecretUntil).toBe(now + HOUR);
  expect(toWebhook(store, again(), now + HOUR).previousSecretUntil).toBeNull();
  rotate("s3", now);
  expect(again()).toMatchObject({ secret: "s3", old_secret: "s2" });
});

test("HOOK-3: a rotation that is repeated after a newer one changes nothing, however many came since", () => {
  rotate("s2", now, "one");
  expect(rotate("again", now, "one")).toMatchObject({ secret: "s2" });
  rotate("s3", now, "two");
  expect(rotate("again", now, "one")).toBe("replaced");
  rotate("s4", now);
  for (const key of ["one", "two"]) expect(rotate("again", now, key)).toBe("replaced");
  expect(again()).toMatchObject({ secret: "s4", old_secret: "s3", revision: 4 });
});

test("HOOK-3, IDEMPOTENCY-4: a key that is forgotten is a new one, and makes a new secret", () => {
  rotate("s2", now, "one");
  pruneRequests(store, now + REMEMBERED_FOR);
  expect(store.all("SELECT key FROM requests")).toEqual([]);
  expect(rotate("s3", now, "one")).toMatchObject({ secret: "s3" });
});
