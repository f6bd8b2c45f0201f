import { Hono } from "hono";
import { z } from "zod";
import type { Ticket } from "../../shared/api.ts";
import { openDirectory } from "../directory/directory.ts";
import { findRoom } from "../directory/rooms.ts";
import { createTicket } from "../directory/tickets.ts";
import { readBody } from "./body.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { notFound } from "../problems/problem.ts";
import * as shapes from "./schemas/fields.ts";

const createShape = z.object({ room: shapes.roomId.optional() });

export const tickets = new Hono<TenantEdge>().post("/", async (c) => {
  const { room } = await readBody(c, createShape);
  const { organization } = c.var.membership;
  const directory = openDirectory(c.env.DB);
  if (room !== undefined && (await findRoom(directory, organization.id, room)) === null) throw notFound();
  const use = {
    session: c.var.session,
    organization: organization.id,
    room: room ?? null,
    origin: c.req.header("origin") ?? null,
  };
  return ok<Ticket>(c, await createTicket(directory, use, Date.now()), 201);
});
