/** The files that a company's page loads, and the page of the panel, with a policy for each widget. */
import { Hono } from "hono";
import { isWidgetId } from "../../shared/ids.ts";
import { openDirectory } from "../directory/directory.ts";
import { findWidget, type WidgetRow } from "../directory/widgets.ts";
import { notFound } from "../problems/problem.ts";
import type { Edge, EdgeContext } from "./context.ts";

/** Of the loader, seconds. Company pages have its address without a version, so it is asked for again this often. */
const LOADER_KEPT = 600;
const CHALLENGES = "https://challenges.cloudflare.com";

export const widgetPages = new Hono<Edge>()
  .get("/widget.js", (c) => sharedScript(c, "/widget.js"))
  .get("/widget/frame.js", (c) => sharedScript(c, "/widget/frame.js"))
  .get("/widget/:widget{wid_[^/]+}", async (c) => {
    const widget = await load(c, c.req.param("widget"));
    // `'self'`: the preview beside the form.
    const ancestors = ["'self'", ...widget.settings.origins];
    c.set("pagePolicy", { policy: panelPolicy(widget, ancestors), framed: true });
    return panel(c);
  })
  /** The panel as a page of its own, for links that continue on another device. */
  .get("/widget/:widget{wid_[^/]+}/chat", async (c) => {
    const widget = await load(c, c.req.param("widget"));
    c.set("pagePolicy", { policy: panelPolicy(widget, ["'none'"]), framed: false });
    return panel(c);
  });

async function load(c: EdgeContext, id: string): Promise<WidgetRow> {
  const widget = isWidgetId(id) ? await findWidget(openDirectory(c.env.DB), id) : null;
  if (widget === null) throw notFound();
  return widget;
}

/** Every ancestor of the frame has to be on the list, so a page that holds a page of the company is refused too. */
function panelPolicy({ settings }: WidgetRow, ancestors: readonly string[]): string {
  const challenges = settings.turnstile === null ? "" : ` ${CHALLENGES}`;
  return [
    "default-src 'none'",
    `script-src 'self'${challenges}`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    ...(settings.turnstile === null ? [] : [`frame-src ${CHALLENGES}`]),
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors.join(" ")}`,
  ].join("; ");
}

async function panel(c: EdgeContext): Promise<Response> {
  const response = await asset(c, "/widget/");
  const page = new Response(response.body, response);
  page.headers.set("cache-control", "no-cache");
  return page;
}

/** A script for pages of any origin, also for those that check its hash or are isolated. */
async function sharedScript(c: EdgeContext, path: string): Promise<Response> {
  const response = await asset(c, path);
  const type = response.headers.get("content-type") ?? "";
  // Without the file, the asset server answers with the app's page.
  if (type.startsWith("text/html")) throw notFound();
  const script = new Response(response.body, response);
  script.headers.set("cache-control", `public, max-age=${LOADER_KEPT}`);
  script.headers.set("access-control-allow-origin", "*");
  c.set("pagePolicy", { policy: "default-src 'none'", framed: true });
  return script;
}

function asset(c: EdgeContext, path: string): Promise<Response> {
  const { method, headers } = c.req.raw;
  return c.env.ASSETS.fetch(new Request(new URL(path, c.req.url), { method, headers }));
}
