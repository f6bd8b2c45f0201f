/** Opens share links into a room. `rooms/:room/shares` creates them. */
import { openDirectory } from "../../directory/directory.ts";
import { admitByShare, endShare, roleInRoom } from "../../directory/object-calls.ts";
import { findRoom } from "../../directory/rooms.ts";
import { isToken } from "../../directory/secrets.ts";
import { countOpening, findOpenShare, isRevoked } from "../../directory/shares.ts";
import { notFound } from "../../problems/problem.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/organizations.ts";

export const shareLinks = [
  route({
    method: "POST",
    path: "/shares/open",
    in: "signedIn",
    needs: null,
    body: jsonBody(schemas.token),
    answer: jsonAnswer(schemas.sharedRoom),
    run: async ({ env, principal: { user, name }, body: { token } }) => {
      if (!isToken(token)) throw notFound();
      const directory = openDirectory(env.DB);
      const now = Date.now();
      const share = await findOpenShare(directory, token, user, now);
      const room = share === null ? null : await findRoom(directory, share.organization, share.room);
      if (share === null || room === null) throw notFound();

      // Counted before the person is added. If the request fails in between, its repetition counts as the same opening.
      if ((await roleInRoom(env, room, user, now)) === null)
        await countOpening(directory, share.id, user, now);
      await admitByShare(env, share, { user, name });
      // The link was revoked during this request, after the room had already removed everyone who came by it. Removes this person too.
      if (await isRevoked(directory, share.id)) {
        await endShare(env, { ...share, revokedAt: now }, now);
        throw notFound();
      }
      return { organization: share.organization, room: share.room };
    },
  }),
];
