/** Incoming webhooks of the organization, for who manages it. Each has a service account of its own, which is in one room. */
import * as z from "zod";
import { isWebhookId, type OrganizationId } from "../../../shared/ids.ts";
import type { IncomingWebhook } from "../../../shared/incoming-webhooks.ts";
import { MAX_SERVICES } from "../../../shared/keys.ts";
import type { Env } from "../../bindings/env.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { openDirectory } from "../../directory/directory.ts";
import {
  createIncoming,
  findIncoming,
  listIncoming,
  replaceToken,
} from "../../directory/incoming-webhooks.ts";
import { addToRoom } from "../../directory/object-calls.ts";
import { removeFromOrganization } from "../../directory/people.ts";
import { newId } from "../../directory/random-ids.ts";
import { createService, isMadeBy } from "../../directory/services.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { findMyRoom } from "../access.ts";
import { assertNameIsFree } from "../assert-name-is-free.ts";
import { tokenFor } from "../idempotency.ts";
import { pushRevocations } from "../push-revocations.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { secretReplaced } from "../secret-replaced.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/incoming-webhooks.ts";

export const incomingWebhooks = [
  route({
    method: "GET",
    path: "/incoming-webhooks",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.incoming)),
    run: ({ env, organization }) => listIncoming(openDirectory(env.DB), organization.id),
  }),
  /** Makes an account with this name, a member of the room, and the address by which it writes there. */
  route({
    method: "POST",
    path: "/incoming-webhooks",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.newIncoming),
    answer: jsonAnswer(schemas.madeIncoming, 201),
    run: async ({ env, request, principal, organization, body, idempotencyKey }) => {
      const { id } = organization;
      const found = await findMyRoom(env, id, principal.user, body.room);
      if (found === null) throw notFound();
      if (found.room.kind !== "group" && found.room.kind !== "session")
        throw new Problem("bad_type", "Choose a group or a session.");
      const directory = openDirectory(env.DB);
      // A repeated request finds the name taken by the account that it made.
      if (!(await isMadeBy(directory, idempotencyKey))) await assertNameIsFree(env, id, body.name);
      const now = Date.now();
      const requestKey = idempotencyKey ?? null;
      const account = { id: newId("user"), organization: id, by: principal.user, name: body.name };
      const service = await createService(directory, { ...account, role: "member", requestKey }, now);
      if (service === null)
        throw new Problem("too_many", `An organization has at most ${MAX_SERVICES} service accounts.`);
      await addToRoom(env, body.room, { user: service.id, name: service.name });
      const token = await tokenFor(env, idempotencyKey);
      const spec = { id: newId("hook"), organization: id, room: body.room, user: service.id, token };
      const webhook = await createIncoming(directory, { ...spec, by: principal.user, requestKey }, now);
      if (webhook === null) throw notFound();
      return { webhook, address: addressOf(request, token) };
    },
  }),
  /** Another address. The one before ends at once. */
  route({
    method: "POST",
    path: "/incoming-webhooks/:webhook/address",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(schemas.madeIncoming, 201),
    run: async ({ env, request, organization, params, idempotencyKey }) => {
      const webhook = await load(env, organization.id, params.webhook);
      const token = await tokenFor(env, idempotencyKey);
      if (!(await replaceToken(openDirectory(env.DB), webhook.id, token))) throw secretReplaced();
      return { webhook, address: addressOf(request, token) };
    },
  }),
  /** Its account leaves the organization and its room. Its messages stay. */
  route({
    method: "DELETE",
    path: "/incoming-webhooks/:webhook",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, organization, params, waitUntil }) => {
      const { user, room } = await load(env, organization.id, params.webhook);
      const removal = { organization: organization.id, user, by: principal.user };
      await removeFromOrganization(openDirectory(env.DB), removal, Date.now());
      // The directory may not know yet that it was in the room.
      await roomStub(env, room).removePerson(user);
      await pushRevocations(env, waitUntil);
      return null;
    },
  }),
];

const addressOf = (request: Request, token: string): string =>
  `${new URL(request.url).origin}/hooks/in/${token}`;

async function load(env: Env, organization: OrganizationId, id: string): Promise<IncomingWebhook> {
  const found = isWebhookId(id) ? await findIncoming(openDirectory(env.DB), organization, id) : null;
  if (found === null) throw notFound();
  return found;
}
