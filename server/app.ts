import { Hono } from "hono";
import { accounts } from "./http/accounts.ts";
import { compatible } from "./http/compatible/app.ts";
import type { Edge } from "./http/context.ts";
import { health } from "./http/health.ts";
import { onError, onNotFound } from "./http/middleware/errors.ts";
import { noSocketHere } from "./http/middleware/no-socket-here.ts";
import { noKeyInAddress } from "./http/middleware/no-key-in-address.ts";
import { fromOurPages } from "./http/middleware/origin.ts";
import { rateHeaders } from "./http/middleware/rate-headers.ts";
import { sharedWith } from "./http/middleware/shared-with.ts";
import { securityHeaders } from "./http/middleware/security-headers.ts";
import { smallJson } from "./http/middleware/small-json.ts";
import { trace } from "./http/middleware/trace.ts";
import { validAddress } from "./http/middleware/valid-address.ts";
import { whileDiskWorks } from "./http/middleware/while-disk-works.ts";
import { incomingPosts } from "./http/incoming/take-posts.ts";
import { mcp } from "./http/mcp/app.ts";
import { wellKnown } from "./http/mcp/metadata.ts";
import { oauthEndpoints } from "./http/oauth/app.ts";
import { mountRoutes } from "./http/mount-routes.ts";
import { developerPages } from "./http/openapi/pages.ts";
import { pages } from "./http/pages.ts";
import { routes } from "./http/routes.ts";
import { unsubscribePages } from "./http/unsubscribe.ts";
import { widgetPages } from "./http/widget-pages.ts";
import { mountSockets, socketRoutes } from "./http/sockets.ts";

const api = new Hono<Edge>()
  .use(noKeyInAddress, rateHeaders, sharedWith)
  .use(fromOurPages)
  .use(whileDiskWorks)
  .route("/", mountSockets(socketRoutes))
  .use(noSocketHere)
  .route("/", mountRoutes(routes))
  .use("/auth/*", smallJson)
  .route("/auth", accounts);

export const app = new Hono<Edge>();
app.onError(onError);
app.notFound(onNotFound);
app.use(trace, securityHeaders, validAddress);
app.route("/api", api);
app.route("/v1", compatible);
app.route("/mcp", mcp);
app.route("/.well-known", wellKnown);
app.route("/oauth", oauthEndpoints);
app.route("/health", health);
app.all("/api/*", onNotFound);
app.use(noSocketHere);
app.route("/hooks/in", incomingPosts);
app.route("/unsubscribe", unsubscribePages);
app.route("/", widgetPages);
app.route("/", developerPages);
app.all("*", pages);
