/** API keys. People make, rotate and end them; a key never does. */
import * as z from "zod";
import type { OrganizationSummary } from "../../../shared/api.ts";
import { isKeyId, type KeyId, type OrganizationId, type UserId } from "../../../shared/ids.ts";
import { KEY_REQUESTS, MAX_KEYS, type ApiKey } from "../../../shared/keys.ts";
import { allowed, capabilitiesOf } from "../../../shared/permissions.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { createKey, endKey, findKeyById, listKeys, listOwnKeys, rotateKey } from "../../directory/keys.ts";
import { newId } from "../../directory/random-ids.ts";
import { hashToken } from "../../directory/secrets.ts";
import { findService } from "../../directory/services.ts";
import { keyTokenOf } from "../../principals/keys/key-token.ts";
import type { Principal } from "../../principals/principal.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { secretBytesFor } from "../idempotency.ts";
import { pushRevocations } from "../push-revocations.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { secretReplaced } from "../secret-replaced.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/keys.ts";

const DAY = 24 * 60 * 60_000;
const HOUR = 60 * 60_000;

export const keys = [
  /** Whom the caller acts as. */
  route({
    method: "GET",
    path: "/me",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.whoAmI),
    v1: "only",
    about: "Says whom the request acts as, and what it may do.",
    run: ({ principal, organization: { id, name, role } }) => ({
      user: { id: principal.user, name: principal.name },
      organization: { id, name, role },
      capabilities: capabilitiesOf(role, "organization", principal.scopes),
      ...(principal.kind === "key" && {
        key: { id: principal.key, name: principal.keyName, expiresAt: principal.expiresAt },
      }),
    }),
  }),
  /** One's own; owners and admins see all. */
  route({
    method: "GET",
    path: "/keys",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.apiKey)),
    run: ({ env, principal, organization }) => {
      assertPerson(principal);
      const whose = manages(principal, organization) ? null : principal.user;
      return listKeys(openDirectory(env.DB), organization.id, whose, Date.now());
    },
  }),
  route({
    method: "POST",
    path: "/keys",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.newKey),
    answer: jsonAnswer(schemas.madeKey, 201),
    run: async ({ env, principal, organization, body, idempotencyKey }) => {
      assertPerson(principal);
      const now = Date.now();
      const secret = keyTokenOf(await secretBytesFor(env, idempotencyKey));
      const { name, scopes, days, perMinute = KEY_REQUESTS } = body;
      const made = await createKey(
        openDirectory(env.DB),
        {
          ...{ id: newId("key"), organization: organization.id, createdBy: principal.user },
          ...{ name, scopes, perMinute, expiresAt: days === null ? null : now + days * DAY },
          ...(await stored(secret)),
          user:
            body.service === undefined
              ? principal.user
              : await loadService(env, principal, organization, body.service),
        },
        now,
      );
      if (made === "replaced") throw secretReplaced();
      if (made === "full")
        throw new Problem(
          "too_many",
          `At most ${MAX_KEYS} keys work at the same time. End one that is not used.`,
        );
      return { ...made, secret };
    },
  }),
  /** Gives the key another secret. The one before works on for a while, so that programs can be changed one by one. */
  route({
    method: "POST",
    path: "/keys/:key/rotation",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.rotateKey),
    answer: jsonAnswer(schemas.madeKey),
    run: async ({ env, principal, organization, params, body: { overlapHours }, idempotencyKey }) => {
      const key = await loadKey(env, principal, organization, params.key);
      // Whoever has the secret acts as the key's owner.
      if (key.owner.kind === "person" && key.owner.id !== principal.user)
        throw new Problem("forbidden", "Only the person whose key this is can rotate it.");
      if (key.app !== null)
        throw new Problem("conflict", "This is the access of an app, which has no secret.");
      const now = Date.now();
      const secret = keyTokenOf(await secretBytesFor(env, idempotencyKey));
      const change = { id: key.id, previousUntil: now + overlapHours * HOUR, ...(await stored(secret)) };
      const rotated = await rotateKey(openDirectory(env.DB), change, now);
      if (rotated === "replaced") throw secretReplaced();
      if (rotated === "ended") throw new Problem("conflict", "This key has ended. Make another one.");
      return { ...rotated, secret };
    },
  }),
  /** Ends a key. Its sockets and streams are closed before the answer. */
  route({
    method: "DELETE",
    path: "/keys/:key",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, organization, params, waitUntil }) => {
      const { id } = await loadKey(env, principal, organization, params.key);
      await end(env, { id, organization: organization.id }, waitUntil);
      return null;
    },
  }),
  route({
    method: "GET",
    path: "/account/keys",
    in: "signedIn",
    needs: null,
    body: noBody,
    answer: jsonAnswer(z.array(schemas.ownKey)),
    run: ({ env, principal: { user } }) => listOwnKeys(openDirectory(env.DB), user, Date.now()),
  }),
  route({
    method: "DELETE",
    path: "/account/keys/:key",
    in: "signedIn",
    needs: null,
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal: { user }, params: { key: id }, waitUntil }) => {
      if (!isKeyId(id)) throw notFound();
      await end(env, { id, user }, waitUntil);
      return null;
    },
  }),
];

async function end(
  env: Env,
  key: { id: KeyId; user?: UserId; organization?: OrganizationId },
  waitUntil: (work: Promise<unknown>) => void,
): Promise<void> {
  if (!(await endKey(openDirectory(env.DB), key, Date.now()))) throw notFound();
  await pushRevocations(env, waitUntil);
}

async function stored(secret: string): Promise<{ tokenHash: string; ending: string }> {
  return { tokenHash: await hashToken(secret), ending: secret.slice(-4) };
}

/** A key that leaked must not make others, nor end those that would replace it. */
function assertPerson({ kind }: Principal): void {
  if (kind !== "person") throw new Problem("forbidden", "Only people can do this.");
}

const manages = ({ scopes }: Principal, { role }: OrganizationSummary): boolean =>
  allowed({ role, scopes }, "manage", "organization");

/** A key of one's own, or for owners and admins one of the organization. Others are answered like missing ones. */
async function loadKey(
  env: Env,
  principal: Principal,
  organization: OrganizationSummary,
  id: string,
): Promise<ApiKey> {
  assertPerson(principal);
  const key = isKeyId(id) ? await findKeyById(openDirectory(env.DB), organization.id, id, Date.now()) : null;
  if (key === null || (key.owner.id !== principal.user && !manages(principal, organization)))
    throw notFound();
  return key;
}

async function loadService(
  env: Env,
  principal: Principal,
  organization: OrganizationSummary,
  service: UserId,
): Promise<UserId> {
  if (!manages(principal, organization))
    throw new Problem("forbidden", "Only owners and admins can do this.");
  const found = await findService(openDirectory(env.DB), organization.id, service, Date.now());
  if (found === null) throw notFound();
  return found.id;
}
