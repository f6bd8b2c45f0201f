import type { Context } from "hono";
import type { Env } from "../bindings/env.ts";

/** Hono's types for one request. */
export interface Edge {
  Bindings: Env;
  Variables: { traceId: string };
}

export type EdgeContext = Context<Edge>;
