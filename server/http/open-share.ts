import { Hono } from "hono";
import { z } from "zod";
import type { SharedRoom } from "../../shared/api.ts";
import { openDirectory } from "../directory/directory.ts";
import { findRoom } from "../directory/rooms.ts";
import { isToken } from "../directory/secrets.ts";
import { countOpening, findOpenShare, isRevoked } from "../directory/shares.ts";
import { admitByShare, endShare, roleInRoom } from "../directory/object-calls.ts";
import { readBody } from "./body.ts";
import type { SignedInEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { notFound } from "../problems/problem.ts";

const tokenShape = z.object({ token: z.string() });

/** The other side of a link. The token comes in a body only, so that no log and no Referer has it. */
export const openShare = new Hono<SignedInEdge>().post("/", async (c) => {
  const { token } = await readBody(c, tokenShape);
  if (!isToken(token)) throw notFound();
  const directory = openDirectory(c.env.DB);
  const now = Date.now();
  const { id: user, name } = c.var.user;
  const share = await findOpenShare(directory, token, user, now);
  const room = share === null ? null : await findRoom(directory, share.organization, share.room);
  if (share === null || room === null) throw notFound();

  // Counted before, so that a request that dies in between is counted when it comes again.
  if ((await roleInRoom(c.env, room, user, now)) === null) await countOpening(directory, share.id, user, now);
  await admitByShare(c.env, share, { user, name });
  // Revoked on the way in: the room was told before it had anybody to put out.
  if (await isRevoked(directory, share.id)) {
    await endShare(c.env, { ...share, revokedAt: now }, now);
    throw notFound();
  }
  return ok<SharedRoom>(c, { organization: share.organization, room: share.room });
});
