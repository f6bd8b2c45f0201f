import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { Problem } from "../../problems/problem.ts";
import type { Edge } from "../context.ts";
import { SMALL_BODY } from "../route-body.ts";
import { assertContentType } from "./origin.ts";

const limit = bodyLimit({
  maxSize: SMALL_BODY,
  onError: () => {
    throw new Problem("too_large", "That is more than fits.");
  },
});

/** Applies the body checks of the route table to paths that are not in the table. */
export const smallJson = createMiddleware<Edge>(async (c, next) => {
  assertContentType(c.req.raw, "application/json");
  return limit(c, next);
});
