import type { Context } from "hono";
import type { Envelope } from "../../shared/api.ts";
import type { Edge } from "./context.ts";
import type { Problem } from "../problems/problem.ts";
import { statusOf } from "./status-of.ts";

export function refuse(c: Context<Edge>, { code, message, retryAfter }: Problem) {
  if (retryAfter !== undefined) c.header("retry-after", String(Math.ceil(retryAfter / 1000)));
  const error = { code, message, ...(retryAfter !== undefined && { retryAfter }) };
  const body: Envelope<never> = { ok: false, error, traceId: c.var.traceId };
  return c.json(body, statusOf[code]);
}
