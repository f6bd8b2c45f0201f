/** Share links into a room, for members who may invite. Membership is checked with the room and not with the directory's copy. */
import * as z from "zod";
import { isShareId } from "../../../shared/ids.ts";
import { openDirectory } from "../../directory/directory.ts";
import { endShare } from "../../directory/object-calls.ts";
import type { RoomRow } from "../../directory/rooms.ts";
import { createShare, listShares, MAX_SHARES, revokeShare } from "../../directory/shares.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { tokenFor } from "../idempotency.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/rooms.ts";

export const shares = [
  route({
    method: "GET",
    path: "/rooms/:room/shares",
    in: "room",
    needs: "invite",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.share)),
    run: ({ env, room }) => {
      assertHasLinks(room);
      return listShares(openDirectory(env.DB), room.id, Date.now());
    },
  }),
  route({
    method: "POST",
    path: "/rooms/:room/shares",
    in: "room",
    needs: "invite",
    body: jsonBody(schemas.newShare),
    answer: jsonAnswer(schemas.shareWithToken, 201),
    run: async ({ env, principal, organization, room, body: { access, lifetime }, idempotencyKey }) => {
      assertHasLinks(room);
      const by = { user: principal.user, name: principal.name };
      const share = await createShare(
        openDirectory(env.DB),
        { organization: organization.id, room: room.id, by, access, lifetime },
        Date.now(),
        await tokenFor(env, idempotencyKey),
      );
      if (share === null) throw new Problem("too_many", `A room has at most ${MAX_SHARES} links at a time.`);
      return share;
    },
  }),
  /** Revokes a link. Members who joined only by it are removed before the answer. */
  route({
    method: "DELETE",
    path: "/rooms/:room/shares/:share",
    in: "room",
    needs: "invite",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, room, params }) => {
      assertHasLinks(room);
      if (!isShareId(params.share)) throw notFound();
      const now = Date.now();
      const revoked = await revokeShare(openDirectory(env.DB), room.id, params.share, now);
      if (revoked === null) throw notFound();
      await endShare(env, revoked, now);
      return null;
    },
  }),
];

function assertHasLinks({ kind }: RoomRow): void {
  if (kind !== "session" && kind !== "group")
    throw new Problem("forbidden", "Only sessions and groups can be shared by link.");
}
