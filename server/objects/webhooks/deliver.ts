/** Sends what is due to one webhook. Nothing is noted before it was tried, so a crash in between sends it again, with the same id. */
import type { OrganizationId, WebhookId } from "../../../shared/ids.ts";
import { MAX_WEBHOOK_ANSWER, WEBHOOK_TIMEOUT } from "../../../shared/limits.ts";
import { ALL_SCOPES, can } from "../../../shared/permissions.ts";
import type { DeliveryTry, SentEvent, WebhookOff } from "../../../shared/webhooks.ts";
import type { Env } from "../../bindings/env.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findMembership } from "../../directory/organizations.ts";
import { findDocument } from "../../knowledge/records/documents.ts";
import { sendOutside } from "../../outside/fetch.ts";
import { type DeliveryRow, type EventRef, refOf } from "../../rules/webhooks/delivery-row.ts";
import { findDelivery } from "../../rules/webhooks/log.ts";
import {
  delayLane,
  drop,
  dueLanes,
  firstOf,
  nextDue,
  noteDelivered,
  noteFailed,
  waitForContent,
} from "../../rules/webhooks/queue.ts";
import { PROBE_AFTER, readRetryAfter } from "../../rules/webhooks/retry.ts";
import { findServer, isOfRoom } from "../../rules/webhooks/wanted.ts";
import { chosenIn, findWebhook, type WebhookRow } from "../../rules/webhooks/webhook-row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { secretOf, signedHeaders } from "./signature.ts";

/** Rooms to which one webhook is sent at the same time. */
const LANES = 4;
/** Events of one room that are sent one after the other before other rooms get their turn. */
const IN_A_ROW = 20;
/** Time until what was under way is looked at again if the object has crashed, ms. */
const LOOK_AGAIN = 60_000;

export interface DeliverPorts {
  env: Env;
  store: SqlStore;
  /** Runs the work in a transaction, and then sets the alarm. */
  change: <Result>(work: (now: number) => Result) => Result;
  /** Plans when the webhook is due next. In a transaction. */
  plan: (webhook: WebhookId, now: number) => void;
  /** In a transaction. */
  switchOff: (webhook: WebhookRow, off: WebhookOff, now: number) => void;
}

/**
 * Sends to all webhooks, each for itself: one that hangs holds up no other, and one room of a webhook holds up no other room. What is under
 * way is known in memory only. After a crash the task of the webhook begins anew.
 */
export class Sender {
  readonly #ports: DeliverPorts;
  readonly #underWay = new Map<WebhookId, Set<string>>();

  constructor(ports: DeliverPorts) {
    this.#ports = ports;
  }

  /** Begins to send what is due. Returns when to look again, in case of a crash too (server clock, milliseconds); null for never. */
  run(id: WebhookId): number | null {
    const webhook = findWebhook(this.#ports.store, id);
    const due = webhook === null || webhook.off !== null ? null : nextDue(this.#ports.store, webhook);
    if (due === null || due > Date.now()) return due;
    this.#start(id);
    return Date.now() + LOOK_AGAIN;
  }

  #start(id: WebhookId): void {
    this.#send(id).catch((error: unknown) => console.error("nothing was sent to a webhook", error));
  }

  async #send(id: WebhookId): Promise<void> {
    const lanes = this.#lanesOf(id);
    const organization = findServer(this.#ports.store)?.organization;
    if (organization !== undefined && (await this.#isAllowed(id, organization))) {
      for (const lane of this.#nextLanes(id, lanes)) {
        lanes.add(lane);
        this.#sendLane(id, organization, lane).catch((error: unknown) =>
          console.error("a webhook is tried again", { lane, error }),
        );
      }
    }
    if (lanes.size === 0) this.#ports.change((now) => this.#ports.plan(id, now));
  }

  async #sendLane(id: WebhookId, organization: OrganizationId, lane: string): Promise<void> {
    try {
      await deliverLane(this.#ports, organization, id, lane);
    } catch (error) {
      // Such as a disk that is full. The lane waits, so that this does not turn round and round.
      console.error("a webhook is tried again", { lane, error });
      this.#ports.change((now) => delayLane(this.#ports.store, id, lane, now + LOOK_AGAIN));
    } finally {
      this.#lanesOf(id).delete(lane);
    }
    this.#start(id);
  }

  /** Lanes that are due and not under way, as many as there is room for. */
  #nextLanes(id: WebhookId, underWay: ReadonlySet<string>): string[] {
    const webhook = findWebhook(this.#ports.store, id);
    const now = Date.now();
    if (webhook === null || webhook.off !== null || webhook.resume_at > now) return [];
    const most = webhook.failures >= PROBE_AFTER ? 1 : LANES;
    return dueLanes(this.#ports.store, id, now, most + underWay.size)
      .filter((lane) => !underWay.has(lane))
      .slice(0, Math.max(0, most - underWay.size));
  }

  #lanesOf(id: WebhookId): Set<string> {
    const lanes = this.#underWay.get(id) ?? new Set();
    this.#underWay.set(id, lanes);
    return lanes;
  }

  /** Who manages the organization no more has no webhooks in it. */
  async #isAllowed(id: WebhookId, organization: OrganizationId): Promise<boolean> {
    const { env, store, change, switchOff } = this.#ports;
    const webhook = findWebhook(store, id);
    if (webhook === null || webhook.off !== null) return false;
    if (await mayManage(env, organization, webhook)) return true;
    change((now) => switchOff(webhook, "maker", now));
    return false;
  }
}

async function mayManage({ DB }: Env, organization: OrganizationId, { by }: WebhookRow): Promise<boolean> {
  const membership = await findMembership(openDirectory(DB), organization, by);
  return membership !== null && can(membership.organization.role, "manage", "organization");
}

async function deliverLane(
  ports: DeliverPorts,
  organization: OrganizationId,
  id: string,
  lane: string,
): Promise<void> {
  const { store } = ports;
  for (let sent = 0; sent < IN_A_ROW; sent++) {
    const webhook = findWebhook(store, id);
    if (webhook === null || webhook.off !== null || webhook.resume_at > Date.now()) return;
    const delivery = firstOf(store, webhook.id, lane);
    if (delivery === null) return;
    if (!(await deliver(ports, organization, webhook, delivery))) return;
  }
}

/** False if the next one of its room has to wait. */
async function deliver(
  ports: DeliverPorts,
  organization: OrganizationId,
  webhook: WebhookRow,
  delivery: DeliveryRow,
): Promise<boolean> {
  const content = await contentOf(ports.env, organization, webhook, delivery).catch((error: unknown) => {
    console.error("the content for a webhook could not be read", { lane: delivery.lane, error });
    return "unreadable" as const;
  });
  if (content === "unreadable") {
    ports.change((now) => waitForContent(ports.store, delivery, now));
    return false;
  }
  if (content === null) {
    ports.change((now) => drop(ports.store, delivery, now));
    return true;
  }
  const { type, event, at } = delivery;
  const body = JSON.stringify({ type, id: event, at, organization, ...content } satisfies SentEvent);
  const { attempt, retryAt } = await send(ports.env, webhook, event, body);
  return ports.change((now) => {
    const still = findWebhook(ports.store, webhook.id);
    const current = findDelivery(ports.store, webhook.id, delivery.id);
    // The webhook was deleted or switched off meanwhile: then there is nothing to note.
    if (still === null || current?.state !== "waiting") return false;
    if (isSuccess(attempt)) {
      noteDelivered(ports.store, current, attempt, now);
      return true;
    }
    const off = noteFailed(ports.store, current, still, { attempt, retryAt, random: Math.random() }, now);
    if (off !== null) ports.switchOff(still, off, now);
    return false;
  });
}

const isSuccess = ({ status }: DeliveryTry): boolean => status !== null && status >= 200 && status < 300;

type Content = Pick<SentEvent, "room" | "data">;

/** As it stands now; null if there is nothing to send. */
async function contentOf(
  env: Env,
  organization: OrganizationId,
  webhook: WebhookRow,
  delivery: DeliveryRow,
): Promise<Content | null> {
  const ref = refOf(delivery);
  if (ref === null) return null;
  switch (ref.type) {
    case "webhook.test":
      return { data: { webhook: { id: webhook.id, name: webhook.name } } };
    case "document.ready":
    case "document.failed":
      return documentContent(env, organization, webhook, ref);
    default:
      return roomContent(env, webhook, ref);
  }
}

async function roomContent(
  env: Env,
  webhook: WebhookRow,
  { type, room, kind, epoch, seq }: Extract<EventRef, { room: unknown }>,
): Promise<Content | null> {
  const { by } = webhook;
  // The choice of rooms may have changed since the event was queued.
  if (!isOfRoom(chosenIn(webhook), room, kind)) return null;
  return roomStub(env, room).hookedContent({ by, epoch, seq, type });
}

async function documentContent(
  { DB }: Env,
  organization: OrganizationId,
  { by }: WebhookRow,
  { document, version }: Extract<EventRef, { document: unknown }>,
): Promise<Content | null> {
  const directory = openDirectory(DB);
  const found = await findDocument(directory, { organization, user: by, scopes: ALL_SCOPES }, document);
  // A newer version has an event of its own.
  if (found === null || found.version !== version) return null;
  const { mayManage: _, ...told } = found;
  return { data: { document: told } };
}

async function send(
  env: Env,
  webhook: WebhookRow,
  id: string,
  body: string,
): Promise<{ attempt: DeliveryTry; retryAt: number | null }> {
  const at = Date.now();
  const ids = [webhook.secret];
  if (webhook.old_secret !== null && (webhook.old_until ?? 0) > at) ids.push(webhook.old_secret);
  const secrets = await Promise.all(ids.map((secret) => secretOf(env.BETTER_AUTH_SECRET, secret)));
  const signed = await signedHeaders(secrets, { id, body }, at);
  const result = await sendOutside(
    webhook.address,
    {
      headers: { "content-type": "application/json", "user-agent": "Parley (webhook)", ...signed },
      body,
      timeout: WEBHOOK_TIMEOUT,
      most: MAX_WEBHOOK_ANSWER,
    },
    { ownOrigins: env.ALLOWED_ORIGINS, allow: env.OUTSIDE_ALLOW, resolver: env.OUTSIDE_RESOLVER },
  );
  const end = Date.now();
  if (typeof result === "string")
    return { attempt: { at, ms: end - at, status: null, error: result }, retryAt: null };
  const { status, answer, retryAfter } = result;
  return {
    attempt: { at, ms: end - at, status, ...(answer !== "" && { answer }) },
    retryAt: readRetryAfter(retryAfter, end),
  };
}
