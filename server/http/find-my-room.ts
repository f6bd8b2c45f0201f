import type { Context } from "hono";
import { isRoomId } from "../../shared/ids.ts";
import { openDirectory } from "../directory/directory.ts";
import { findRoom, type RoomRow } from "../directory/rooms.ts";
import { roleInRoom } from "../directory/object-calls.ts";
import type { TenantEdge } from "./context.ts";
import { notFound } from "../problems/problem.ts";

/** A room that one is not in, by the room's own word, is as if it were not there. */
export async function findMyRoom(c: Context<TenantEdge>): Promise<RoomRow> {
  const id = c.req.param("room");
  const { organization } = c.var.membership;
  const room = isRoomId(id) ? await findRoom(openDirectory(c.env.DB), organization.id, id) : null;
  if (room === null || (await roleInRoom(c.env, room, c.var.user.id, Date.now())) === null) throw notFound();
  return room;
}
