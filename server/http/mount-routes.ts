/** Answers requests from the route table. Each path has one handler, which runs the same steps for every route. */
import { Hono, type Context } from "hono";
import { Problem } from "../problems/problem.ts";
import type { Edge } from "./context.ts";
import type { Arrival } from "./access.ts";
import { assertContentType } from "./middleware/origin.ts";
import type { AnyRoute } from "./route.ts";

/**
 * The steps, in this order: path, content type, principal and rate limit, organization and room, method, capability, body, handler. A
 * caller outside the organization gets 404 before the method is checked, so that the answer shows nothing about the path.
 */
export function mountRoutes(routes: readonly AnyRoute[]): Hono<Edge> {
  const app = new Hono<Edge>();
  for (const { path, rows, organizationIn } of pathsOf(routes))
    app.all(path, (c) => answer(c, rows, organizationIn));
  return app;
}

interface MountedPath {
  /** The path below `/api`. */
  path: string;
  /** The routes of this path, one for each method. All have the same access (`in`). */
  rows: [AnyRoute, ...AnyRoute[]];
  organizationIn: Arrival["organizationIn"];
}

/** Each path once: below `/api` and, for routes with `v1`, below `/api/v1` and at their short addresses. */
export function pathsOf(routes: readonly AnyRoute[]): MountedPath[] {
  const found = new Map<string, MountedPath>();
  for (const route of routes) {
    if (route.v1 !== "only") add(addressOf(route), route, "path");
    if (route.v1 !== false) add(`/v1${route.path}`, route, "query");
    for (const alias of route.aliases) add(alias, route, "query");
  }
  return [...found.values()];

  function add(path: string, route: AnyRoute, organizationIn: Arrival["organizationIn"]): void {
    const before = found.get(path);
    if (before === undefined) found.set(path, { path, rows: [route], organizationIn });
    else before.rows.push(route);
  }
}

function addressOf({ in: access, path }: AnyRoute): string {
  return access !== "organization" && access !== "room" ? path : `/organizations/:organization${path}`;
}

async function answer(
  c: Context<Edge>,
  rows: MountedPath["rows"],
  organizationIn: Arrival["organizationIn"],
): Promise<Response> {
  const route = rows.find(({ method }) => method === c.req.method);
  assertContentType(c.req.raw, route?.body.contentType ?? "application/json");
  const proceed = await (route ?? rows[0]).enter(arrivalOf(c, organizationIn));
  if (route === undefined) {
    c.header("allow", rows.map(({ method }) => method).join(", "));
    throw new Problem("method_not_allowed", "This action is not available here.");
  }
  return proceed();
}

export function arrivalOf(c: Context<Edge>, organizationIn: Arrival["organizationIn"]): Arrival {
  return {
    env: c.env,
    request: c.req.raw,
    params: c.req.param(),
    query: c.req.query(),
    organizationIn,
    waitUntil: (work) => c.executionCtx.waitUntil(work),
    shareWith: (origin) => c.set("sharedWith", origin),
    tellRate: (rate) => c.set("rate", rate),
    traceId: c.var.traceId,
  };
}
