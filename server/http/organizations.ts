import { Hono } from "hono";
import { z } from "zod";
import type { OrganizationSummary } from "../../shared/api.ts";
import { openDirectory } from "../directory/directory.ts";
import { createOrganization } from "../directory/organizations.ts";
import { findRoom } from "../directory/rooms.ts";
import { finishRoom } from "../directory/object-calls.ts";
import { readBody } from "./body.ts";
import type { SignedInEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import * as shapes from "./schemas/fields.ts";

const createShape = z.object({ name: shapes.name });

export const organizations = new Hono<SignedInEdge>().post("/", async (c) => {
  const { name } = await readBody(c, createShape);
  const { id: user, name: ownName } = c.var.user;
  const directory = openDirectory(c.env.DB);
  const now = Date.now();
  const by = { user, name: ownName };
  const made = await createOrganization(
    directory,
    { name, by, idempotencyKey: idempotencyKey(c.req.raw.headers) },
    now,
  );
  const welcome = await findRoom(directory, made.id, made.welcomeRoom);
  if (welcome !== null && welcome.readyAt === null) await finishRoom(c.env, welcome, now);
  return ok<OrganizationSummary>(c, made, 201);
});
