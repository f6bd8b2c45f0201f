import { Hono } from "hono";
import type { Model } from "../../shared/api.ts";
import { offeredModels } from "../ai/model/models.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";

/** What an agent can be set to, beside `auto`. */
export const models = new Hono<TenantEdge>().get("/", (c) => ok<Model[]>(c, offeredModels(c.env.AI_GATEWAY)));
