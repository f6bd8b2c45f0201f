/** What a person is told outside of the app: by which devices and channels, when, and why. */
import * as z from "zod";
import type { OrganizationId } from "../../../shared/ids.ts";
import type { NoticeSettings } from "../../../shared/notices.ts";
import type { Env } from "../../bindings/env.ts";
import { inboxStub } from "../../bindings/object-stubs.ts";
import { openDirectory } from "../../directory/directory.ts";
import { sessionOfGrant } from "../../directory/grants.ts";
import { listOrganizations } from "../../directory/organizations.ts";
import { listen } from "../../directory/notice-listeners.ts";
import { hasPushDevice, keepPushDevice, removePushDevice } from "../../directory/push-devices.ts";
import { seal } from "../../directory/secrets.ts";
import { hasPushKeys } from "../../notices/by-push.ts";
import { isChatAddress } from "../../notices/chat-address.ts";
import { listDead, sendAgain } from "../../notices/dead-notices.ts";
import { chatPurpose } from "../../notices/in-chat.ts";
import { areKeys, isPushAddress } from "../../notices/push-address.ts";
import type { PersonPrincipal, Principal } from "../../principals/principal.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { MAX_CHATS } from "../../rules/notify/notice-settings.ts";
import { rowIdFor } from "../derived-ids.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/notices.ts";

/** Lines of the page that says why. */
const MOST_DECIDED = 100;

export const notices = [
  route({
    method: "GET",
    path: "/account/push",
    in: "signedIn",
    needs: null,
    body: noBody,
    answer: jsonAnswer(schemas.pushState),
    run: async ({ env, principal }) => stateOf(env, principal),
  }),
  /** Tells this session by push from now on. It ends with the session. */
  route({
    method: "PUT",
    path: "/account/push",
    in: "signedIn",
    needs: null,
    body: jsonBody(schemas.newPushDevice),
    answer: jsonAnswer(schemas.pushState),
    run: async ({ env, request, principal, body: { endpoint, keys, ...told } }) => {
      const session = sessionOfGrant(principal.grant);
      if (!hasPushKeys(env)) throw new Problem("unavailable", "This server sends no pushes.");
      if (session === null) throw new Problem("forbidden", "Only people can do this.");
      if (!isPushAddress(endpoint, env))
        throw new Problem("bad_type", "That is no address of a push service that this server knows.");
      if (!areKeys(keys)) throw new Problem("bad_type", "These are no keys of a browser.");
      const directory = openDirectory(env.DB);
      const { user } = principal;
      await keepPushDevice(directory, { session, user, device: { endpoint, keys }, now: Date.now() });
      const origin = request.headers.get("origin");
      for (const { id } of await listOrganizations(directory, user)) {
        const inbox = inboxStub(env, id, user);
        await inbox.noteNoticePush(origin);
        await listen(directory, { organization: id, user });
        await inbox.changeNoticeSettings(withoutUndefined(told));
      }
      return stateOf(env, principal);
    },
  }),
  route({
    method: "DELETE",
    path: "/account/push",
    in: "signedIn",
    needs: null,
    body: noBody,
    answer: jsonAnswer(schemas.pushState),
    run: async ({ env, principal }) => {
      const session = sessionOfGrant(principal.grant);
      if (session !== null) await removePushDevice(openDirectory(env.DB), session);
      return stateOf(env, principal);
    },
  }),
  route({
    method: "GET",
    path: "/notices/settings",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.noticeSettings),
    run: ({ env, principal, organization }) => inboxOf(env, principal, organization.id).noticeSettings(),
  }),
  route({
    method: "PATCH",
    path: "/notices/settings",
    in: "organization",
    needs: "read",
    body: jsonBody(schemas.noticeSettingsChange),
    answer: jsonAnswer(schemas.noticeSettings),
    run: ({ env, principal, organization, body }) =>
      inboxOf(env, principal, organization.id).changeNoticeSettings(withoutUndefined(body)),
  }),
  route({
    method: "GET",
    path: "/notices/channels",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.chat)),
    run: ({ env, principal, organization }) => inboxOf(env, principal, organization.id).noticeChats(),
  }),
  /** The address is a secret: it is stored sealed, and never shown again. */
  route({
    method: "POST",
    path: "/notices/channels",
    in: "organization",
    needs: "read",
    body: jsonBody(schemas.newChat),
    answer: jsonAnswer(schemas.chat, 201),
    run: async ({ env, principal, organization, body: { kind, name, address }, idempotencyKey }) => {
      const inbox = inboxOf(env, principal, organization.id);
      if (!isChatAddress(kind, address, env.OUTSIDE_ALLOW))
        throw new Problem("bad_type", "That is no address of a webhook of this service.");
      const id = await rowIdFor("chat", idempotencyKey);
      const sealed = await seal(env.BETTER_AUTH_SECRET, chatPurpose(id), address);
      const added = await inbox.addNoticeChat({ id, kind, name, address: sealed, created_at: Date.now() });
      if (added === null) throw new Problem("too_many", `You can have ${MAX_CHATS} channels at most.`);
      await listen(openDirectory(env.DB), { organization: organization.id, user: principal.user });
      return added;
    },
  }),
  route({
    method: "DELETE",
    path: "/notices/channels/:channel",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, organization, params: { channel } }) => {
      if (!(await inboxOf(env, principal, organization.id).removeNoticeChat(channel))) throw notFound();
      return null;
    },
  }),
  /** A notice by which the person sees that all channels work. */
  route({
    method: "POST",
    path: "/notices/test",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, organization }) => {
      await inboxOf(env, principal, organization.id).testNotice();
      return null;
    },
  }),
  route({
    method: "GET",
    path: "/notices/decided",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.decided)),
    run: ({ env, principal, organization }) =>
      inboxOf(env, principal, organization.id).decidedNotices(MOST_DECIDED),
  }),
  /** What the person has chosen in a notification. A reply is sent like every other message. What has ended meanwhile needs no answer. */
  route({
    method: "POST",
    path: "/notices/answer",
    in: "organization",
    needs: "read",
    body: jsonBody(schemas.answer),
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, organization, body: { key, action, seq, thread } }) => {
      await inboxOf(env, principal, organization.id).answerNotice(key, {
        action,
        ...(seq !== undefined && { seq }),
        ...(thread !== undefined && { thread }),
      });
      return null;
    },
  }),
  route({
    method: "GET",
    path: "/notices/dead",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.dead)),
    run: ({ env, organization }) => listDead(openDirectory(env.DB), organization.id),
  }),
  route({
    method: "POST",
    path: "/notices/dead/:dead",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, organization, params: { dead } }) => {
      const outcome = await sendAgain(env, organization.id, dead);
      if (outcome === "missing") throw notFound();
      if (outcome === "over") throw new Problem("conflict", "This was read or replaced meanwhile.");
      return null;
    },
  }),
];

async function stateOf(env: Env, { grant }: PersonPrincipal) {
  const session = sessionOfGrant(grant);
  const on = session !== null && (await hasPushDevice(openDirectory(env.DB), session));
  return { publicKey: hasPushKeys(env) ? (env.VAPID_PUBLIC ?? "") : "", on };
}

/** A program with a person's key is not told, and does not decide how the person is. */
function inboxOf(env: Env, principal: Principal, organization: OrganizationId) {
  if (principal.kind !== "person") throw new Problem("forbidden", "Only people can do this.");
  return inboxStub(env, organization, principal.user);
}

type Optional<Value> = { [Key in keyof Value]?: Value[Key] | undefined };

function withoutUndefined(change: Optional<NoticeSettings>): Partial<NoticeSettings> {
  const set = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set);
}
