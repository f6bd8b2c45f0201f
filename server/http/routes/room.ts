/** A room, its members and how far the caller has read. */
import { isMemberId } from "../../../shared/ids.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { callerOf } from "../../principals/caller-of.ts";
import { refuse } from "../../rules/room/errors.ts";
import { answered, type InRoom, refused, runPlain } from "../in-room.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/members.ts";

export const room = [
  route({
    method: "GET",
    path: "/rooms/:room",
    in: "room",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.roomDetails),
    v1: "only",
    about: "Returns a room.",
    run: detailsOf,
  }),
  route({
    method: "PATCH",
    path: "/rooms/:room",
    in: "room",
    needs: "manage",
    body: jsonBody(schemas.changeRoom),
    answer: jsonAnswer(schemas.roomDetails),
    v1: "only",
    about: "Changes the name of a room, its topic, who writes in it, or who joins it.",
    run: async (call) => {
      const { name, topic, posting, isPublic } = call.body;
      if (name !== undefined) await runPlain(call, { type: "rename", name });
      if (topic !== undefined) await runPlain(call, { type: "topic", topic });
      if (posting !== undefined) await runPlain(call, { type: "posting", posting });
      if (isPublic !== undefined) await runPlain(call, { type: "visibility", isPublic });
      return detailsOf(call);
    },
  }),
  route({
    method: "PUT",
    path: "/rooms/:room/branch",
    in: "room",
    needs: "write",
    body: jsonBody(schemas.showBranch),
    answer: jsonAnswer(schemas.roomDetails),
    v1: "only",
    about: "Shows everyone another branch of a session. New messages go there.",
    run: async (call) => {
      await runPlain(call, { type: "show", ...call.body });
      return detailsOf(call);
    },
  }),
  route({
    method: "PUT",
    path: "/rooms/:room/read",
    in: "room",
    needs: "read",
    body: jsonBody(schemas.markRead),
    answer: jsonAnswer(schemas.readState),
    v1: "only",
    about: "Marks messages as read.",
    run: async (call) => {
      await runPlain(call, { type: "read", ...call.body });
      const { read, unread, mentions, inThreads } = await detailsOf(call);
      return { read, unread, mentions, inThreads };
    },
  }),
  route({
    method: "GET",
    path: "/rooms/:room/members",
    in: "room",
    needs: "read",
    query: query(schemas.membersAfter, schemas.PAGE_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.memberList),
    v1: "only",
    about: "Lists the members of a room.",
    run: async ({ env, principal, room, query: { after, limit } }) =>
      answered(await roomStub(env, room.id).members(principal.user, after ?? null, limit)),
  }),
  /** Who is in the room already keeps their role. */
  route({
    method: "POST",
    path: "/rooms/:room/members",
    in: "room",
    needs: "invite",
    body: jsonBody(schemas.addMember),
    answer: jsonAnswer(schemas.member),
    v1: "only",
    about: "Adds a member to a room.",
    run: async (call) => {
      const { user, role = "member" } = call.body;
      await runPlain(call, { type: "invite", user, role });
      return memberOf(call, user);
    },
  }),
  route({
    method: "PATCH",
    path: "/rooms/:room/members/:member",
    in: "room",
    needs: "manage",
    body: jsonBody(schemas.changeMember),
    answer: jsonAnswer(schemas.member),
    v1: "only",
    about: "Changes the role of a member of a room.",
    run: async (call) => {
      const user = memberIdOf(call.params.member);
      await runPlain(call, { type: "role", user, ...call.body });
      return memberOf(call, user);
    },
  }),
  /** Removes a member; of the caller: leaves the room. */
  route({
    method: "DELETE",
    path: "/rooms/:room/members/:member",
    in: "room",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(nothing),
    v1: "only",
    about: "Removes a member from a room. Who removes themselves leaves it.",
    run: async (call) => {
      const user = memberIdOf(call.params.member);
      await runPlain(call, user === call.principal.user ? { type: "leave" } : { type: "remove", user });
      return null;
    },
  }),
];

async function detailsOf({ env, principal, room }: InRoom) {
  return answered(await roomStub(env, room.id).details(callerOf(principal)));
}

function memberIdOf(member: string) {
  if (!isMemberId(member)) throw refused(refuse.noSuchMember());
  return member;
}

async function memberOf({ env, principal, room }: InRoom, user: string) {
  const { member } = answered(await roomStub(env, room.id).member(principal.user, memberIdOf(user)));
  if (member === null) throw refused(refuse.noSuchMember());
  return member;
}
