/** Groups that everyone of the organization finds and joins. */
import { isRoomId } from "../../../shared/ids.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { openDirectory } from "../../directory/directory.ts";
import { listPublicRooms } from "../../directory/public-rooms.ts";
import { findRoom } from "../../directory/rooms.ts";
import { notFound } from "../../problems/problem.ts";
import { jsonAnswer } from "../route-answer.ts";
import { noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import { PAGE_HINT } from "../schemas/members.ts";
import * as schemas from "../schemas/rooms.ts";

export const publicRooms = [
  route({
    method: "GET",
    path: "/public-rooms",
    in: "organization",
    needs: "read",
    query: query(schemas.publicRoomsAfter, PAGE_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.publicRooms),
    v1: true,
    about: "Lists the groups that everyone of the organization may join.",
    run: async ({ env, organization, principal: { user }, query: { q = "", after = null, limit } }) => {
      const who = { organization: organization.id, user };
      const found = await listPublicRooms(openDirectory(env.DB), who, {
        ...{ words: q, after, limit: limit + 1 },
      });
      const items = found.slice(0, limit);
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  }),
  /** Joining again changes nothing. A room that is not public is one that does not exist. */
  route({
    method: "POST",
    path: "/public-rooms/:room/join",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(schemas.room),
    v1: true,
    about: "Joins a group that everyone of the organization may join.",
    run: async ({ env, organization, principal, params }) => {
      if (!isRoomId(params.room)) throw notFound();
      const row = await findRoom(openDirectory(env.DB), organization.id, params.room);
      // The room itself decides: the directory may be behind.
      const { user, name } = principal;
      if (row === null || !(await roomStub(env, row.id).join({ user, name }))) throw notFound();
      return { id: row.id };
    },
  }),
];
