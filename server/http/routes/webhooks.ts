/** Webhooks of the organization, for who manages it. */
import * as z from "zod";
import {
  isWebhookId,
  type OrganizationId,
  type RoomId,
  type UserId,
  type WebhookId,
} from "../../../shared/ids.ts";
import { MAX_WEBHOOKS } from "../../../shared/limits.ts";
import type { Webhook, WebhookSettings } from "../../../shared/webhooks.ts";
import type { Env } from "../../bindings/env.ts";
import { webhooksStub } from "../../bindings/object-stubs.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findRoom } from "../../directory/rooms.ts";
import { isReceiver } from "../../outside/fetch.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import type { KeyedRequest } from "../../rules/webhooks/requests.ts";
import { findMyRoom } from "../access.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import { secretReplaced } from "../secret-replaced.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/webhooks.ts";

export const webhooks = [
  route({
    method: "GET",
    path: "/webhooks",
    in: "organization",
    needs: "manage",
    v1: true,
    about: "Lists the webhooks of the organization.",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.webhook)),
    run: ({ env, organization }) => webhooksStub(env, organization.id).list(),
  }),
  /** Makes a webhook. Its secret is shown once. */
  route({
    method: "POST",
    path: "/webhooks",
    in: "organization",
    needs: "manage",
    v1: true,
    about: "Creates a webhook. Its secret is shown once.",
    body: jsonBody(schemas.newWebhook),
    answer: jsonAnswer(schemas.madeWebhook, 201),
    run: async ({ env, request, principal, organization, body, idempotencyKey }) => {
      const by = principal.user;
      await assertSettings(env, organization.id, by, body);
      const { origin } = new URL(request.url);
      const asked = { organization: organization.id, settings: body, by, origin };
      const requestKey = idempotencyKey ?? null;
      const made = await webhooksStub(env, organization.id).add({ ...asked, requestKey });
      if (made === null)
        throw new Problem("too_many", `An organization has at most ${MAX_WEBHOOKS} webhooks.`);
      return made;
    },
  }),
  route({
    method: "GET",
    path: "/webhooks/:webhook",
    in: "organization",
    needs: "manage",
    v1: true,
    about: "Returns a webhook.",
    body: noBody,
    answer: jsonAnswer(schemas.webhook),
    run: ({ env, organization, params }) => load(env, organization.id, params.webhook),
  }),
  /** Changes a webhook, or switches it on or off. It stands for whoever changes where it sends what, or switches it on. */
  route({
    method: "PATCH",
    path: "/webhooks/:webhook",
    in: "organization",
    needs: "manage",
    v1: true,
    about: "Changes a webhook, or switches it on or off.",
    body: jsonBody(schemas.webhookChange),
    answer: jsonAnswer(schemas.webhook),
    run: async ({ env, principal, organization, params, body }) => {
      const before = await load(env, organization.id, params.webhook);
      await assertSettings(env, organization.id, principal.user, body, before.rooms ?? []);
      const changed = await webhooksStub(env, organization.id).change(before.id, body, principal.user);
      if (changed === "missing") throw notFound();
      if (changed === "changed")
        throw new Problem("conflict", "Someone changed this webhook in the meantime.");
      return changed;
    },
  }),
  /** Deletes a webhook with its log. What waits is not sent. */
  route({
    method: "DELETE",
    path: "/webhooks/:webhook",
    in: "organization",
    needs: "manage",
    v1: true,
    about: "Deletes a webhook and its log.",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, organization, params }) => {
      if (!(await webhooksStub(env, organization.id).remove(idIn(params.webhook)))) throw notFound();
      return null;
    },
  }),
  /** A new secret. The previous one signs too for a while. */
  route({
    method: "POST",
    path: "/webhooks/:webhook/secret",
    in: "organization",
    needs: "manage",
    v1: true,
    about: "Gives the webhook another secret. The one before also signs for a while.",
    body: jsonBody(schemas.rotation),
    answer: jsonAnswer(schemas.madeWebhook, 201),
    run: async ({ env, organization, params, body: { overlap }, idempotencyKey }) => {
      const asked = { overlap, requestKey: idempotencyKey ?? null };
      const rotated = await webhooksStub(env, organization.id).rotate(idIn(params.webhook), asked);
      if (rotated === "missing") throw notFound();
      if (rotated === "replaced") throw secretReplaced();
      return rotated;
    },
  }),
  route({
    method: "GET",
    path: "/webhooks/:webhook/deliveries",
    in: "organization",
    needs: "manage",
    v1: true,
    about: "Lists what was sent to a webhook, the newest first.",
    query: query(schemas.deliveriesAsked, "That is not a page of this log."),
    body: noBody,
    answer: jsonAnswer(schemas.deliveryPage),
    run: async ({ env, organization, params, query: { before = null, state = null } }) =>
      foundIn(await webhooksStub(env, organization.id).deliveries(idIn(params.webhook), { before, state })),
  }),
  /** Sends an event for trying. */
  route({
    method: "POST",
    path: "/webhooks/:webhook/test",
    in: "organization",
    needs: "manage",
    v1: true,
    about: "Sends a test event to a webhook.",
    body: noBody,
    answer: jsonAnswer(schemas.delivery, 201),
    run: async ({ env, organization, params, idempotencyKey }) =>
      queuedIn(await webhooksStub(env, organization.id).sendTest(requestOf(params.webhook, idempotencyKey))),
  }),
  /** Sends everything again that happened since then and did not arrive. */
  route({
    method: "POST",
    path: "/webhooks/:webhook/replay",
    in: "organization",
    needs: "manage",
    v1: true,
    about: "Sends again what has failed.",
    body: jsonBody(schemas.replayAsked),
    answer: jsonAnswer(schemas.replayed),
    run: async ({ env, organization, params, body, idempotencyKey }) => {
      const request = requestOf(params.webhook, idempotencyKey);
      return { count: queuedIn(await webhooksStub(env, organization.id).replayFailed(request, body.since)) };
    },
  }),
  route({
    method: "POST",
    path: "/webhooks/:webhook/deliveries/:delivery/replay",
    in: "organization",
    needs: "manage",
    v1: true,
    about: "Sends one event again.",
    body: noBody,
    answer: jsonAnswer(schemas.delivery),
    run: async ({ env, organization, params, idempotencyKey }) => {
      const request = requestOf(params.webhook, idempotencyKey);
      const delivery = deliveryIn(params.delivery);
      return queuedIn(await webhooksStub(env, organization.id).replay(request, delivery));
    },
  }),
];

function idIn(id: string): WebhookId {
  if (!isWebhookId(id)) throw notFound();
  return id;
}

const requestOf = (webhook: string, idempotencyKey: string | undefined): KeyedRequest => ({
  webhook: idIn(webhook),
  key: idempotencyKey ?? null,
});

function deliveryIn(id: string): number {
  if (!/^[1-9]\d{0,14}$/.test(id)) throw notFound();
  return Number(id);
}

function foundIn<Found>(found: Found | null): Found {
  if (found === null) throw notFound();
  return found;
}

function queuedIn<Queued>(queued: Queued | "missing" | "off"): Queued {
  if (queued === "missing") throw notFound();
  if (queued === "off") throw new Problem("conflict", "This webhook is off. Switch it on first.");
  return queued as Queued;
}

async function load(env: Env, organization: OrganizationId, id: string): Promise<Webhook> {
  return foundIn(await webhooksStub(env, organization).find(idIn(id)));
}

/** `known`: rooms that it has already. Somebody else may have chosen them. */
async function assertSettings(
  env: Env,
  organization: OrganizationId,
  user: UserId,
  { address, rooms }: { [Field in keyof WebhookSettings]?: WebhookSettings[Field] | undefined },
  known: readonly RoomId[] = [],
): Promise<void> {
  if (
    address !== undefined &&
    !(URL.canParse(address) && isReceiver(new URL(address), { allow: env.OUTSIDE_ALLOW }))
  )
    throw new Problem("bad_type", "The address must be a public one that begins with https://.");
  const added = (rooms ?? []).filter((id) => !known.includes(id));
  const mine = await Promise.all(added.map((id) => maySee(env, organization, user, id)));
  if (mine.includes(false)) throw notFound();
}

/** As for their events: the person is a member, or it is a conversation with a visitor. */
async function maySee(env: Env, organization: OrganizationId, user: UserId, id: RoomId): Promise<boolean> {
  const room = await findRoom(openDirectory(env.DB), organization, id);
  return room?.kind === "support" || (await findMyRoom(env, organization, user, id)) !== null;
}
