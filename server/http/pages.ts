import type { Context } from "hono";
import type { Edge } from "./context.ts";
import { notFound, Problem } from "../problems/problem.ts";

/** Paths that are no page: partyserver's own routes, which nobody may reach, and files that a new version took away. */
const NO_PAGES = ["/parties", "/assets", "/cdn-cgi"];

/** The built app: a file, or the app itself for any other path. */
export async function pages(c: Context<Edge>): Promise<Response> {
  if (c.req.method !== "GET" && c.req.method !== "HEAD") {
    c.header("allow", "GET, HEAD");
    throw new Problem("method_not_allowed", "That cannot be done here.");
  }
  const response = await c.env.ASSETS.fetch(c.req.raw);
  const isApp = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (isApp && NO_PAGES.some((path) => c.req.path === path || c.req.path.startsWith(`${path}/`)))
    throw notFound();
  // Ours to change: what the asset server gives has frozen headers.
  return new Response(response.body, response);
}
