import { Hono } from "hono";
import type { Model } from "../../shared/api.ts";
import { offeredModels } from "../ai/models.ts";
import type { TenantEdge } from "./edge.ts";
import { ok } from "./envelope.ts";

/** What an agent can be set to, beside `auto`. */
export const models = new Hono<TenantEdge>().get("/", (c) => ok<Model[]>(c, offeredModels(c.env.AI_GATEWAY)));
