import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";
import { readSmallText } from "../route-body.ts";
import { assertContentType } from "./origin.ts";

/** Applies the body checks of the route table to paths that are not in the table. The body is read here, once and whole. */
export const smallJson = createMiddleware<Edge>(async (c, next) => {
  assertContentType(c.req.raw, "application/json");
  const { raw } = c.req;
  if (raw.body !== null) c.req.raw = new Request(raw, { body: await readSmallText(raw) });
  await next();
});
