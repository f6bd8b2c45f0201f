import { Hono } from "hono";
import { z } from "zod";
import type { AiSettings } from "../../shared/api.ts";
import { findModerationPolicy, saveModerationPolicy } from "../directory/agents.ts";
import { openDirectory } from "../directory/directory.ts";
import { readBody } from "./body.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { managersOnly } from "./middleware/managers-only.ts";

const bound = z.number().int().min(0).nullable();
const shape = z.object({
  moderation: z.enum(["off", "flag", "hold", "block"]),
  budget: z.object({ day: bound, month: bound }),
});

/** What the AI may do and cost: everyone may know, owners and admins decide. */
export const aiSettings = new Hono<TenantEdge>()
  .get("/", async (c) => {
    const { id } = c.var.membership.organization;
    const [moderation, budget] = await Promise.all([
      findModerationPolicy(c.env.DB, id),
      c.env.METER.getByName(id).budget(),
    ]);
    return ok<AiSettings>(c, { moderation, budget });
  })
  // In two stores: where one fails the request does, and is made again.
  .put("/", managersOnly, async (c) => {
    const { moderation, budget } = await readBody(c, shape);
    const { id } = c.var.membership.organization;
    await c.env.METER.getByName(id).setBudget(budget);
    await saveModerationPolicy(openDirectory(c.env.DB), id, moderation);
    return ok<AiSettings>(c, { moderation, budget });
  });
