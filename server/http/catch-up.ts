import { Hono } from "hono";
import { z } from "zod";
import type { CatchUp } from "../../shared/api.ts";
import { catchUp } from "../ai/standalone/catch-up.ts";
import { findDefaultAgent } from "../directory/agents.ts";
import { openDirectory } from "../directory/directory.ts";
import { messagesSinceInRoom } from "../directory/object-calls.ts";
import { unreadableLibraries } from "../knowledge/libraries/unreadable-libraries.ts";
import { asideProblem } from "./standalone-problem.ts";
import { readBody } from "./body.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { findMyRoom } from "./find-my-room.ts";

const askShape = z.object({ since: z.number().int().min(0) });

/** "While you were away": for those who are in the room, of what they may read there. */
export const catchUps = new Hono<TenantEdge>().post("/", async (c) => {
  const { since } = await readBody(c, askShape);
  const room = await findMyRoom(c);
  const { id: organization } = c.var.membership.organization;
  const user = c.var.user.id;
  const unreadable = await unreadableLibraries(c.env.DB, { organization, user });
  const { messages, more } = await messagesSinceInRoom(c.env, room.id, since, unreadable);
  if (messages.length === 0) return ok<CatchUp>(c, { points: [], messages: 0, more: false });
  const { user: agent } = await findDefaultAgent(openDirectory(c.env.DB), organization);
  const told = await catchUp(c.env, { organization, user, agent, room: room.id, messages }, Date.now());
  if (told.type !== "told") throw asideProblem(told);
  const { points, messages: given } = told;
  return ok<CatchUp>(c, { points, messages: given, more: more || given < messages.length });
});
