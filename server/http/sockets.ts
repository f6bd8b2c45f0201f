import { Hono, type Context } from "hono";
import type { Edge } from "./context.ts";
import { onlyMethods } from "./middleware/methods.ts";
import { isAllowedOrigin } from "./origins.ts";
import { Problem } from "../problems/problem.ts";
import { admit, type Door } from "./sockets/admit.ts";
import { connect } from "./sockets/open-socket.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { refuseSocket } from "./sockets/refuse-socket.ts";

/** The doors to rooms and inboxes. Who stands behind one is found out here, and nothing but here. */
export const sockets = new Hono<Edge>()
  .use("/:organization/rooms/:room/socket", onlyMethods("GET"))
  .use("/:organization/inbox/socket", onlyMethods("GET"))
  .get("/:organization/rooms/:room/socket", (c) => open(c, c.req.param("organization"), c.req.param("room")))
  .get("/:organization/inbox/socket", (c) => open(c, c.req.param("organization"), null));

async function open(c: Context<Edge>, organization: string, room: string | null): Promise<Response> {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") {
    c.header("upgrade", "websocket");
    throw new Problem("upgrade_required", "This address is for sockets.");
  }
  const origin = c.req.header("origin") ?? null;
  const ticket = c.req.query("ticket");
  assertOrigin(c, origin, ticket);

  const door: Door = { organization, room, ticket, origin };
  try {
    const admission = await admit(c.env, c.req.raw.headers, door);
    if (admission.type === "refused") return refuseSocket(admission.code);
    const { response, lookAgain } = await connect(c.env, c.req.raw, admission);
    c.executionCtx.waitUntil(lookAgain());
    return response.status === 101 ? response : refuseSocket(CLOSE.tryAgain);
  } catch (error) {
    console.error("socket failed", { traceId: c.var.traceId, error });
    return refuseSocket(CLOSE.tryAgain);
  }
}

/** Before the upgrade, and readable by nobody's page: another site must not learn even that someone is signed in. */
function assertOrigin(c: Context<Edge>, origin: string | null, ticket: string | undefined): void {
  const isOurs = isAllowedOrigin(c.env.ALLOWED_ORIGINS, c.req.url, origin ?? undefined);
  const isNoBrowser = origin === null && ticket !== undefined;
  if (!isOurs && !isNoBrowser) throw new Problem("forbidden", "This page may not do that.");
}
