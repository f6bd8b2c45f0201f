import { Hono, type Context } from "hono";
import { z } from "zod";
import type { CatchUp } from "../../shared/api.ts";
import { isRoomId } from "../../shared/ids.ts";
import { catchUp } from "../ai/catch-up.ts";
import { findDefaultAgent } from "../directory/agents.ts";
import { openDirectory } from "../directory/directory.ts";
import { findRoom, type RoomRow } from "../directory/rooms.ts";
import { missedInRoom, roleInRoom } from "../directory/tell-objects.ts";
import { unreadableLibraries } from "../directory/unreadable-libraries.ts";
import { asideProblem } from "./aside-problem.ts";
import { readBody } from "./body.ts";
import type { TenantEdge } from "./edge.ts";
import { ok } from "./envelope.ts";
import { notFound } from "./problem.ts";

const askShape = z.object({ since: z.number().int().min(0) });

/** "While you were away": for those who are in the room, of what they may read there. */
export const catchUps = new Hono<TenantEdge>().post("/", async (c) => {
  const { since } = await readBody(c, askShape);
  const room = await findMyRoom(c);
  const { id: organization } = c.var.membership.organization;
  const user = c.var.user.id;
  const unreadable = await unreadableLibraries(c.env.DB, { organization, user });
  const { messages, more } = await missedInRoom(c.env, room.id, since, unreadable);
  if (messages.length === 0) return ok<CatchUp>(c, { points: [], messages: 0, more: false });
  const { user: agent } = await findDefaultAgent(openDirectory(c.env.DB), organization);
  const told = await catchUp(c.env, { organization, user, agent, room: room.id, messages }, Date.now());
  if (told.type !== "told") throw asideProblem(told);
  const { points, messages: given } = told;
  return ok<CatchUp>(c, { points, messages: given, more: more || given < messages.length });
});

/** A room that one is not in is as if it were not there. */
async function findMyRoom(c: Context<TenantEdge>): Promise<RoomRow> {
  const id = c.req.param("room");
  const { organization } = c.var.membership;
  const room = isRoomId(id) ? await findRoom(openDirectory(c.env.DB), organization.id, id) : null;
  if (room === null || (await roleInRoom(c.env, room, c.var.user.id, Date.now())) === null) throw notFound();
  return room;
}
