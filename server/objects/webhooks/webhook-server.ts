import { DurableObject } from "cloudflare:workers";
import { assertNever } from "../../../shared/assert-never.ts";
import type { OrganizationId, RoomId, UserId, WebhookId } from "../../../shared/ids.ts";
import type { RoomKind } from "../../../shared/permissions.ts";
import type {
  Delivery,
  DeliveryPage,
  DeliveryState,
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookOff,
} from "../../../shared/webhooks.ts";
import { TEST_EVENT } from "../../../shared/webhooks.ts";
import type { Env } from "../../bindings/env.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { AskedWebhook, WebhookCalls } from "../../bindings/webhook-calls.ts";
import { openDirectory } from "../../directory/directory.ts";
import { newId, newRowId } from "../../directory/random-ids.ts";
import { listRoomsAfter } from "../../directory/rooms.ts";
import type { HookNews } from "../../rules/room/hook-news.ts";
import type { WantedOfRoom } from "../../rules/room/hooks.ts";
import { toDelivery } from "../../rules/webhooks/delivery-row.ts";
import { deliveriesBefore, findDelivery, prune, replayFailed } from "../../rules/webhooks/log.ts";
import { LoopGuard } from "../../rules/webhooks/loop-guard.ts";
import { webhookMigrations } from "../../rules/webhooks/migrations.ts";
import { enqueue, nextDue, replay } from "../../rules/webhooks/queue.ts";
import { answerBefore, type KeyedRequest, noteAnswer, pruneRequests } from "../../rules/webhooks/requests.ts";
import {
  addWebhook,
  changeWebhook,
  deleteWebhook,
  rotateSecret,
  switchOff,
} from "../../rules/webhooks/settings.ts";
import { type DocumentNews, takeDocument, takeNews } from "../../rules/webhooks/take.ts";
import { planDelivery, webhookSchedule, type WebhookTask } from "../../rules/webhooks/tasks.ts";
import { endWalk, findServer, noteWalked, openServer, wantedOf } from "../../rules/webhooks/wanted.ts";
import { allWebhooks, findWebhook, toWebhook, type WebhookRow } from "../../rules/webhooks/webhook-row.ts";
import { Alarm } from "../../storage/alarm.ts";
import { Database } from "../../storage/database.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { Sender } from "./deliver.ts";
import { mailManagers } from "./mail-managers.ts";
import { secretOf, writtenSecret } from "./signature.ts";

/** Rooms that are told in one step, and the pause between two steps, ms. */
const WALKED_TOGETHER = 32;
const WALK_PAUSE = 50;
const WALK_ATTEMPTS = 3;
/** Time until old rows of the log are deleted, ms. */
const PRUNE_AFTER = 60 * 60_000;
const MAIL_ATTEMPTS = 5;

/** Webhooks of one organization: what they want, what waits for them, and what was sent. Name = organization id. */
export class WebhookServer extends DurableObject<Env> implements WebhookCalls {
  readonly #database = new Database(this.ctx, {
    migrations: webhookMigrations,
    wake: () => this.#alarm.wake(Date.now()),
  });
  readonly #store: SqlStore = this.#database.store;
  readonly #schedule = webhookSchedule(this.#store);
  readonly #guard = new LoopGuard();
  readonly #sender: Sender = new Sender({
    env: this.env,
    store: this.#store,
    change: (work) => this.#change(work),
    plan: (webhook, now) => this.#plan(webhook, now),
    switchOff: (webhook, off, now) => this.#switchOff(webhook, off, now),
  });
  readonly #alarm: Alarm<WebhookTask> = new Alarm(
    this.ctx.storage,
    this.#schedule,
    (task, attempts) => this.#run(task, attempts),
    16,
  );

  // ---- rooms and documents

  wanted(organization: OrganizationId, room: RoomId, kind: RoomKind): WantedOfRoom {
    openServer(this.#store, organization);
    return wantedOf(this.#store, room, kind);
  }

  take(news: HookNews): WantedOfRoom {
    return this.#change((now) => {
      openServer(this.#store, news.organization);
      takeNews(this.#store, news, this.#guard, now);
      this.#deliverSoon(now);
      return wantedOf(this.#store, news.room, news.kind);
    });
  }

  takeDocument(news: DocumentNews): void {
    this.#change((now) => {
      takeDocument(this.#store, news, now);
      this.#deliverSoon(now);
    });
  }

  // ---- the edge

  list(): Webhook[] {
    return allWebhooks(this.#store).map((row) => toWebhook(this.#store, row, Date.now()));
  }

  find(webhook: WebhookId): Webhook | null {
    const row = findWebhook(this.#store, webhook);
    return row === null ? null : toWebhook(this.#store, row, Date.now());
  }

  async add({ organization, settings, by, origin, requestKey }: AskedWebhook): Promise<NewWebhook | null> {
    const row = this.#change((now) => {
      openServer(this.#store, organization, origin);
      const made = { id: newId("hook"), secret: newRowId("whsec"), settings, by, requestKey };
      const added = addWebhook(this.#store, made, now);
      this.#walkSoon(now);
      return added;
    });
    return row === null ? null : this.#withSecret(row);
  }

  change(webhook: WebhookId, change: WebhookChange, by: UserId): Webhook | "missing" | "changed" {
    return this.#change((now) => {
      const outcome = changeWebhook(this.#store, webhook, change, by, now);
      this.#walkSoon(now);
      this.#deliverSoon(now);
      return typeof outcome === "string" ? outcome : toWebhook(this.#store, outcome, now);
    });
  }

  remove(webhook: WebhookId): boolean {
    return this.#change((now) => {
      const isDeleted = deleteWebhook(this.#store, webhook, now);
      this.#walkSoon(now);
      return isDeleted;
    });
  }

  async rotate(
    webhook: WebhookId,
    { overlap, requestKey }: { overlap: number; requestKey: string | null },
  ): Promise<NewWebhook | "missing" | "replaced"> {
    const secret = newRowId("whsec");
    const outcome = this.#change((now) =>
      rotateSecret(this.#store, { webhook, secret, oldUntil: now + overlap, requestKey }, now),
    );
    return typeof outcome === "string" ? outcome : this.#withSecret(outcome);
  }

  async #withSecret(row: WebhookRow): Promise<NewWebhook> {
    const secret = await secretOf(this.env.BETTER_AUTH_SECRET, row.secret);
    return { webhook: toWebhook(this.#store, row, Date.now()), secret: writtenSecret(secret) };
  }

  deliveries(
    webhook: WebhookId,
    asked: { before: number | null; state: DeliveryState | null },
  ): DeliveryPage | null {
    return findWebhook(this.#store, webhook) === null ? null : deliveriesBefore(this.#store, webhook, asked);
  }

  sendTest(request: KeyedRequest): Delivery | "missing" | "off" {
    return this.#again(request, (webhook, now) => {
      const event = newId("evt");
      const organization = findServer(this.#store)?.organization;
      if (organization === undefined) return "missing";
      enqueue(
        this.#store,
        { webhook, event, lane: event, ref: { type: TEST_EVENT, organization }, at: now },
        now,
      );
      const [delivery] = deliveriesBefore(this.#store, webhook.id, { before: null, state: null }).deliveries;
      return delivery ?? "missing";
    });
  }

  replay(request: KeyedRequest, delivery: number): Delivery | "missing" | "off" {
    return this.#again(request, ({ id }, now) => {
      const row = findDelivery(this.#store, id, delivery);
      if (row === null) return "missing";
      replay(this.#store, row, now);
      const queued = findDelivery(this.#store, id, delivery);
      return queued === null ? "missing" : toDelivery(queued);
    });
  }

  replayFailed(request: KeyedRequest, since: number): number | "missing" | "off" {
    return this.#again(request, ({ id }, now) => replayFailed(this.#store, id, since, now));
  }

  /** Queues something for a webhook that is on, once for each request. A person who does that does not wait for the end of a pause. */
  #again<Result>(
    request: KeyedRequest,
    work: (webhook: WebhookRow, now: number) => Result | "missing",
  ): Result | "missing" | "off" {
    return this.#change((now) => {
      const webhook = findWebhook(this.#store, request.webhook);
      if (webhook === null) return "missing";
      const before = answerBefore<Result>(this.#store, request, now);
      if (before !== null) return before;
      if (webhook.off !== null) return "off";
      const result = work(webhook, now);
      if (result === "missing") return result;
      noteAnswer(this.#store, request, result, now);
      this.#store.run("UPDATE webhooks SET resume_at = 0 WHERE id = ?", webhook.id);
      this.#deliverSoon(now);
      return result;
    });
  }

  async erase(): Promise<void> {
    await this.#database.erase();
  }

  // ---- later

  override async alarm(): Promise<void> {
    await this.#alarm.ring(Date.now());
  }

  #change<Result>(work: (now: number) => Result): Result {
    const now = Date.now();
    const result = this.#database.transaction(() => work(now));
    this.#alarm.arm(Date.now());
    return result;
  }

  #walkSoon(now: number): void {
    if (findServer(this.#store)?.walked !== null) this.#schedule.put({ task: "walk" }, now);
  }

  #deliverSoon(now: number): void {
    for (const webhook of allWebhooks(this.#store)) {
      const due = webhook.off === null ? nextDue(this.#store, webhook) : null;
      if (due !== null) this.#schedule.put({ task: "deliver", webhook: webhook.id }, Math.max(due, now));
    }
    this.#schedule.put({ task: "prune" }, (Math.floor(now / PRUNE_AFTER) + 1) * PRUNE_AFTER);
  }

  #plan(id: WebhookId, now: number): void {
    const webhook = findWebhook(this.#store, id);
    const due = webhook === null || webhook.off !== null ? null : nextDue(this.#store, webhook);
    planDelivery(this.#store, id, due === null ? null : Math.max(due, now));
  }

  #switchOff({ id }: WebhookRow, off: WebhookOff, now: number): void {
    switchOff(this.#store, id, off, now);
    this.#walkSoon(now);
    this.#schedule.put({ task: "mail", webhook: id }, now);
  }

  async #run(task: WebhookTask, attempts: number): Promise<number | null> {
    switch (task.task) {
      case "deliver":
        return this.#sender.run(task.webhook);
      case "walk":
        return this.#walk(attempts);
      case "mail":
        if (attempts < MAIL_ATTEMPTS) await mailManagers(this.env, this.#store, task.webhook);
        return null;
      case "prune":
        this.#change((now) => {
          prune(this.#store, now);
          pruneRequests(this.#store, now);
        });
        return null;
      default:
        return assertNever(task);
    }
  }

  /** One step. If a room cannot be reached, the step is repeated, but a damaged room does not hold up the others for ever. */
  async #walk(attempts: number): Promise<number | null> {
    const state = findServer(this.#store);
    if (state === null || state.walked === null) return null;
    const { organization, walked, revision } = state;
    const after = walked === "" ? null : walked;
    const rooms = await listRoomsAfter(openDirectory(this.env.DB), organization, after, WALKED_TOGETHER);
    const told = await Promise.allSettled(
      rooms.map(async ({ id, kind }) => {
        const object = roomStub(this.env, id);
        await object.setHooks(wantedOf(this.#store, id, kind));
      }),
    );
    const failure = told.find((each) => each.status === "rejected");
    if (failure !== undefined && attempts < WALK_ATTEMPTS) throw failure.reason;
    const last = rooms.at(-1);
    // If something has changed meanwhile, the walk has begun anew, and this step counts for nothing.
    if (last === undefined) endWalk(this.#store, revision);
    else noteWalked(this.#store, last.id, revision);
    return findServer(this.#store)?.walked === null ? null : Date.now() + WALK_PAUSE;
  }
}
