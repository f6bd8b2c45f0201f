import { Hono } from "hono";
import { accounts } from "./http/accounts.ts";
import type { Edge } from "./http/context.ts";
import { onError, onNotFound } from "./http/middleware/errors.ts";
import { noSocketHere } from "./http/middleware/no-socket-here.ts";
import { fromOurPages } from "./http/middleware/origin.ts";
import { securityHeaders } from "./http/middleware/security-headers.ts";
import { smallJson } from "./http/middleware/small-json.ts";
import { trace } from "./http/middleware/trace.ts";
import { validAddress } from "./http/middleware/valid-address.ts";
import { whileDiskWorks } from "./http/middleware/while-disk-works.ts";
import { mountRoutes } from "./http/mount-routes.ts";
import { pages } from "./http/pages.ts";
import { routes } from "./http/routes.ts";
import { mountSockets, socketRoutes } from "./http/sockets.ts";

const api = new Hono<Edge>()
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
app.all("/api/*", onNotFound);
app.use(noSocketHere);
app.all("*", pages);
