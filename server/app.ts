import { Hono } from "hono";
import { attachments } from "./http/attachments.ts";
import { catchUps } from "./http/catch-up.ts";
import { accounts } from "./http/accounts.ts";
import { aiSettings } from "./http/ai-settings.ts";
import { documents, libraryDocuments } from "./http/documents.ts";
import type { Edge, SignedInEdge, TenantEdge } from "./http/context.ts";
import { invitations } from "./http/invitations.ts";
import { join } from "./http/join.ts";
import { libraries } from "./http/libraries.ts";
import { libraryEvents } from "./http/library-events.ts";
import { me } from "./http/me.ts";
import { onError, onNotFound } from "./http/middleware/errors.ts";
import { signedIn } from "./http/middleware/identity.ts";
import { requestRate, smallBody } from "./http/middleware/limits.ts";
import { mountRoutes } from "./http/mount-routes.ts";
import { onlyMethods } from "./http/middleware/methods.ts";
import { noSocketHere } from "./http/middleware/no-socket-here.ts";
import { fromOurPages, onlyJson } from "./http/middleware/origin.ts";
import { securityHeaders } from "./http/middleware/security-headers.ts";
import { tenant } from "./http/middleware/tenant.ts";
import { trace } from "./http/middleware/trace.ts";
import { openShare } from "./http/open-share.ts";
import { organizations } from "./http/organizations.ts";
import { pages } from "./http/pages.ts";
import { people } from "./http/people.ts";
import { rooms } from "./http/rooms.ts";
import { routes } from "./http/routes.ts";
import { search } from "./http/search.ts";
import { samples } from "./http/samples.ts";
import { shares } from "./http/shares.ts";
import { sockets } from "./http/sockets.ts";
import { tickets } from "./http/tickets.ts";
import { documentFile, libraryFiles } from "./http/uploads.ts";
import { usage } from "./http/usage.ts";
import { v1 } from "./http/v1.ts";

/** Behind a membership: `:organization` is loaded through it. */
const inOrganization = new Hono<TenantEdge>()
  .use("/:organization/*", tenant)
  .use("/:organization/people", onlyMethods("GET"))
  .use("/:organization/people/:person", onlyMethods("DELETE"))
  .use("/:organization/invitations", onlyMethods("POST"))
  .use("/:organization/rooms", onlyMethods("POST"))
  .use("/:organization/rooms/:room/shares", onlyMethods("GET", "POST"))
  .use("/:organization/rooms/:room/shares/:share", onlyMethods("DELETE"))
  .use("/:organization/rooms/:room/attachments", onlyMethods("GET"))
  .use("/:organization/rooms/:room/attachments/:attachment", onlyMethods("GET", "PUT", "DELETE"))
  .use("/:organization/tickets", onlyMethods("POST"))
  .use("/:organization/ai", onlyMethods("GET", "PUT"))
  .use("/:organization/usage", onlyMethods("GET"))
  .use("/:organization/search", onlyMethods("GET"))
  .use("/:organization/search/answer", onlyMethods("POST"))
  .use("/:organization/libraries", onlyMethods("GET", "POST"))
  .use("/:organization/libraries/:library", onlyMethods("GET", "PATCH", "DELETE"))
  .use("/:organization/libraries/:library/documents", onlyMethods("GET", "POST"))
  .use("/:organization/libraries/:library/files", onlyMethods("PUT"))
  .use("/:organization/libraries/:library/events", onlyMethods("GET"))
  .use("/:organization/documents", onlyMethods("GET"))
  .use("/:organization/documents/:document", onlyMethods("GET", "DELETE"))
  .use("/:organization/documents/:document/text", onlyMethods("GET"))
  .use("/:organization/documents/:document/original", onlyMethods("GET"))
  .use("/:organization/documents/:document/file", onlyMethods("PUT"))
  .use("/:organization/documents/:document/note", onlyMethods("PUT"))
  .use("/:organization/documents/:document/retry", onlyMethods("POST"))
  .use("/:organization/samples", onlyMethods("POST"))
  .route("/:organization/people", people)
  .route("/:organization/invitations", invitations)
  .route("/:organization/rooms", rooms)
  .route("/:organization/rooms/:room/shares", shares)
  .route("/:organization/rooms/:room/catch-up", catchUps)
  .route("/:organization/rooms/:room/attachments", attachments)
  .route("/:organization/tickets", tickets)
  .route("/:organization/ai", aiSettings)
  .route("/:organization/usage", usage)
  .route("/:organization/libraries", libraries)
  .route("/:organization/libraries/:library/documents", libraryDocuments)
  .route("/:organization/libraries/:library/files", libraryFiles)
  .route("/:organization/libraries/:library/events", libraryEvents)
  .route("/:organization/documents", documents)
  .route("/:organization/documents/:document/file", documentFile)
  .route("/:organization/samples", samples)
  .route("/:organization/search", search);

const forSignedIn = new Hono<SignedInEdge>()
  .use("/me", signedIn, requestRate)
  .use("/organizations/*", signedIn, requestRate)
  .use("/shares/open", signedIn, requestRate)
  .use("/me", onlyMethods("GET"))
  .use("/organizations", onlyMethods("POST"))
  .use("/shares/open", onlyMethods("POST"))
  .route("/me", me)
  .route("/organizations", organizations)
  .route("/organizations", inOrganization)
  .route("/shares/open", openShare);

const api = new Hono<Edge>()
  .use(fromOurPages)
  // Sockets first: they find out for themselves who comes, and refuse in their own way.
  .route("/organizations", sockets)
  .use(noSocketHere)
  .route("/", mountRoutes(routes))
  .use(onlyJson, smallBody)
  .route("/auth", accounts)
  .route("/invitations", join)
  .route("/v1", v1)
  .route("/", forSignedIn);

export const app = new Hono<Edge>();
app.onError(onError);
app.notFound(onNotFound);
app.use(trace, securityHeaders);
app.route("/api", api);
app.all("/api/*", onNotFound);
app.use(noSocketHere);
app.all("*", pages);
