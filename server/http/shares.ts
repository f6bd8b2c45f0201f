import { Hono, type Context } from "hono";
import { z } from "zod";
import type { NewShare, Share } from "../../shared/api.ts";
import { isRoomId, isShareId } from "../../shared/ids.ts";
import { can } from "../../shared/permissions.ts";
import { openDirectory } from "../directory/directory.ts";
import { findRoom, type RoomRow } from "../directory/rooms.ts";
import { createShare, listShares, MAX_SHARE_LIFETIME, MAX_SHARES, revokeShare } from "../directory/shares.ts";
import { endShare, roleInRoom } from "../directory/object-calls.ts";
import { readBody } from "./body.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { notFound, Problem } from "../problems/problem.ts";

const createShape = z.object({
  access: z.enum(["view", "join"]),
  lifetime: z.number().int().min(1).max(MAX_SHARE_LIFETIME),
});

/** Links into one room, for those who may invite to it: by the room's own word, not by the directory's copy. */
export const shares = new Hono<TenantEdge>()
  .get("/", async (c) => {
    const room = await findRoomToShare(c);
    return ok<Share[]>(c, await listShares(openDirectory(c.env.DB), room.id, Date.now()));
  })
  .post("/", async (c) => {
    const room = await findRoomToShare(c);
    const { access, lifetime } = await readBody(c, createShape);
    const { id: organization } = c.var.membership.organization;
    const by = { user: c.var.user.id, name: c.var.user.name };
    const share = await createShare(
      openDirectory(c.env.DB),
      { organization, room: room.id, by, access, lifetime },
      Date.now(),
    );
    if (share === null) throw new Problem("too_many", `A room has at most ${MAX_SHARES} links at a time.`);
    return ok<NewShare>(c, share, 201);
  })
  /** Those who came by it alone are out before this is answered. */
  .delete("/:share", async (c) => {
    const room = await findRoomToShare(c);
    const id = c.req.param("share");
    if (!isShareId(id)) throw notFound();
    const now = Date.now();
    const revoked = await revokeShare(openDirectory(c.env.DB), room.id, id, now);
    if (revoked === null) throw notFound();
    await endShare(c.env, revoked, now);
    return ok(c, null);
  });

async function findRoomToShare(c: Context<TenantEdge>): Promise<RoomRow> {
  const { organization } = c.var.membership;
  const id = c.req.param("room");
  const room = isRoomId(id) ? await findRoom(openDirectory(c.env.DB), organization.id, id) : null;
  if (room === null) throw notFound();
  const role = await roleInRoom(c.env, room, c.var.user.id, Date.now());
  // A room that one is not in is as if it were not there.
  if (role === null) throw notFound();
  if (room.kind !== "session" && room.kind !== "group")
    throw new Problem("forbidden", "Only sessions and groups have links.");
  if (!can(role, "invite", room.kind)) throw new Problem("forbidden", "You cannot invite to this room.");
  return room;
}
