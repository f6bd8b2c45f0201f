import { createMiddleware } from "hono/factory";
import { isOrganizationId, isWidgetId } from "../../../shared/ids.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findWidget, isOriginOfWidgets } from "../../directory/widgets.ts";
import type { Edge, EdgeContext } from "../context.ts";
import { OF_WIDGETS } from "./origin.ts";

const ASKED_HEADERS = "authorization, content-type, idempotency-key, x-parley-for, x-file-name";
const METHODS = "GET, POST, PUT, PATCH, DELETE";
/** How long a browser remembers that it may ask, seconds. */
const REMEMBERED = "600";

/**
 * Cross-origin requests of widgets without a panel. Only pages of a widget's origins may send them and read the answers, and never with
 * cookies: no answer says `access-control-allow-credentials`.
 */
export const sharedWith = createMiddleware<Edge>(async (c, next) => {
  const origin = c.req.header("origin");
  const isPreflight =
    c.req.method === "OPTIONS" && c.req.header("access-control-request-method") !== undefined;
  if (isPreflight && origin !== undefined && OF_WIDGETS.test(c.req.path) && (await isListed(c, origin))) {
    return new Response(null, {
      status: 204,
      headers: {
        "access-control-allow-origin": origin,
        "access-control-allow-methods": METHODS,
        "access-control-allow-headers": ASKED_HEADERS,
        "access-control-max-age": REMEMBERED,
        vary: "origin",
      },
    });
  }
  await next();
  const shared = c.var.sharedWith;
  if (shared === undefined) return;
  c.header("access-control-allow-origin", shared);
  c.header("access-control-expose-headers", "x-trace-id, etag, retry-after");
  c.header("vary", "origin", { append: true });
});

async function isListed(c: EdgeContext, origin: string): Promise<boolean> {
  const [, , place, id] = c.req.path.split("/");
  const directory = openDirectory(c.env.DB);
  if (place === "organizations")
    return isOrganizationId(id) && (await isOriginOfWidgets(directory, id, origin));
  const widget = isWidgetId(id) ? await findWidget(directory, id) : null;
  return widget !== null && widget.settings.origins.includes(origin);
}
