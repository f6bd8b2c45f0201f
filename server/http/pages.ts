import type { Context } from "hono";
import type { Edge } from "./context.ts";
import { notFound, Problem } from "../problems/problem.ts";

/** Paths that are not pages: partyserver's own routes, which must not be reachable, and assets that a new version has removed. */
const NO_PAGES = ["/parties", "/assets", "/cdn-cgi", "/widget"];

/** Serves the built app: an asset file, or the app's HTML for any other path. */
export async function pages(c: Context<Edge>): Promise<Response> {
  if (c.req.method !== "GET" && c.req.method !== "HEAD") {
    c.header("allow", "GET, HEAD");
    throw new Problem("method_not_allowed", "This action is not available here.");
  }
  const response = await c.env.ASSETS.fetch(c.req.raw);
  const isApp = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (isApp && NO_PAGES.some((path) => c.req.path === path || c.req.path.startsWith(`${path}/`)))
    throw notFound();
  // A new response, because the headers of the asset server's response are immutable.
  return new Response(response.body, response);
}
