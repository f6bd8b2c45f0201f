import { isAgentId, type UserId } from "../../../shared/ids.ts";
import { MAX_ROOM_AGENTS, UNNAMED_SESSION } from "../../../shared/limits.ts";
import type { Env } from "../../bindings/env.ts";
import { findDefaultAgent } from "../../directory/agents.ts";
import { openDirectory } from "../../directory/directory.ts";
import { addToRoom, finishRoom } from "../../directory/object-calls.ts";
import { findPeople } from "../../directory/people.ts";
import { newId } from "../../directory/random-ids.ts";
import { countNewRoom, countNewRoomFor } from "../../directory/quotas.ts";
import { createRoom, isMade, isProjectedMember, type RoomRow } from "../../directory/rooms.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import type { RoomSpec } from "../../rules/room/room-spec.ts";
import { ownRooms } from "../own-rooms.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import { PAGE_HINT, roomList, roomsAfter } from "../schemas/members.ts";
import * as schemas from "../schemas/rooms.ts";
import type { NewRoom } from "../schemas/rooms.ts";

export const rooms = [
  route({
    method: "GET",
    path: "/rooms",
    in: "organization",
    needs: "read",
    query: query(roomsAfter, PAGE_HINT),
    body: noBody,
    answer: jsonAnswer(roomList),
    v1: "only",
    about: "Lists the rooms of the caller.",
    run: ({ env, organization, principal: { user }, query: { after, limit } }) =>
      ownRooms(env, { organization: organization.id, user }, { after: after ?? null, limit }),
  }),
  route({
    method: "POST",
    path: "/rooms",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.newRoom),
    answer: jsonAnswer(schemas.room, 201),
    v1: true,
    about: "Creates a room.",
    run: async ({ env, principal, organization, body, idempotencyKey }) => {
      const directory = openDirectory(env.DB);
      const self = { user: principal.user, name: principal.name };
      const invited = [...new Set(body.members)].filter((user) => user !== self.user);
      if (body.kind === "direct" && invited.length === 0)
        throw new Problem("bad_type", "A direct conversation has exactly two members.");
      if (invited.filter(isAgentId).length > MAX_ROOM_AGENTS)
        throw new Problem("too_many", `A room has at most ${MAX_ROOM_AGENTS} agents.`);
      const people = await findPeople(directory, organization.id, invited);
      if (people.length < invited.length) throw notFound();
      if (body.kind !== "direct" && !invited.some(isAgentId))
        people.push(await findDefaultAgent(directory, organization.id));

      const spec: RoomSpec = {
        id: newId("room"),
        organization: organization.id,
        kind: body.kind,
        name: nameOf(body),
        createdBy: self.user,
        members: [
          { ...self, role: body.kind === "direct" ? "member" : "owner" },
          ...people.map((person) => ({ ...person, role: "member" as const })),
        ],
      };
      const now = Date.now();
      const uniqueKey = uniqueKeyOf(body, spec, idempotencyKey);
      if (uniqueKey === null || !(await isMade(directory, uniqueKey))) {
        await countNewRoom(directory, { organization: organization.id, user: self.user });
        await countNewRoomFor(directory, { organization: organization.id, user: self.user }, invited);
      }
      const room = await createRoom(directory, spec, uniqueKey, now);
      if (room.readyAt === null) await finishRoom(env, room, now);
      else if (room.kind === "direct") await bringBack(env, room, [self, ...people]);
      return { id: room.id };
    },
  }),
];

function nameOf(body: NewRoom): string {
  switch (body.kind) {
    case "direct":
      return "";
    case "group":
      return body.name;
    case "session":
      return body.name ?? UNNAMED_SESSION;
  }
}

/** There is one direct room for each pair of people in an organization, whichever of them creates it. */
function uniqueKeyOf(body: NewRoom, spec: RoomSpec, key: string | undefined): string | null {
  if (body.kind === "direct") {
    const pair = spec.members.map((member) => member.user).sort();
    return `direct:${spec.organization}:${pair.join(":")}`;
  }
  return key === undefined ? null : `request:${spec.organization}:${spec.createdBy}:${key}`;
}

/** Adds a person of the pair again who has left the organization, and so the room, and has come back. */
async function bringBack(env: Env, room: RoomRow, pair: { user: UserId; name: string }[]): Promise<void> {
  for (const person of pair) {
    const isThere = await isProjectedMember(openDirectory(env.DB), room.id, person.user);
    if (!isThere) await addToRoom(env, room.id, person);
  }
}
