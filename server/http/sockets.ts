import { Hono, type Context } from "hono";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { Problem } from "../problems/problem.ts";
import type { Edge } from "./context.ts";
import { isAllowedOrigin } from "./origins.ts";
import { admit, type SocketAddress } from "./sockets/admit.ts";
import { connect } from "./sockets/open-socket.ts";
import { refuseSocket } from "./sockets/refuse-socket.ts";

/** A row of the table of socket addresses. It authenticates the caller itself, and refuses with a close code. */
export interface SocketRoute {
  /** The path below an organization's path. */
  readonly path: string;
  readonly in: "organization" | "room";
}

export const socketRoutes: readonly SocketRoute[] = [
  { path: "/rooms/:room/socket", in: "room" },
  { path: "/inbox/socket", in: "organization" },
];

/** Mounts the socket addresses. Sockets are authenticated only here. */
export function mountSockets(rows: readonly SocketRoute[]): Hono<Edge> {
  const app = new Hono<Edge>();
  for (const { path } of rows) app.all(`/organizations/:organization${path}`, open);
  return app;
}

async function open(c: Context<Edge>): Promise<Response> {
  assertSocket(c);
  const origin = c.req.header("origin") ?? null;
  const ticket = c.req.query("ticket");
  assertOrigin(c, origin, ticket);

  const { organization = "", room = null } = c.req.param();
  const address: SocketAddress = { organization, room, ticket, origin, forUser: c.req.query("for") };
  try {
    const admission = await admit(c.env, c.req.raw.headers, address);
    if (admission.type === "refused") return refuseSocket(admission.code);
    const { response, lookAgain } = await connect(c.env, c.req.raw, admission);
    c.executionCtx.waitUntil(lookAgain());
    return response.status === 101 ? response : refuseSocket(CLOSE.tryAgain);
  } catch (error) {
    console.error("socket failed", { traceId: c.var.traceId, error });
    const isDamaged = error instanceof Problem && error.code === "damaged";
    return refuseSocket(isDamaged ? CLOSE.damaged : CLOSE.tryAgain);
  }
}

function assertSocket(c: Context<Edge>): void {
  if (c.req.method !== "GET") {
    c.header("allow", "GET");
    throw new Problem("method_not_allowed", "This action is not available here.");
  }
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") {
    c.header("upgrade", "websocket");
    throw new Problem("upgrade_required", "This address is for sockets.");
  }
}

/** Checks the origin before the upgrade. Pages cannot read the refusal, so another site cannot detect that a person is signed in. */
function assertOrigin(c: Context<Edge>, origin: string | null, ticket: string | undefined): void {
  const isOurs = isAllowedOrigin(c.env.ALLOWED_ORIGINS, c.req.url, origin ?? undefined);
  const isNoBrowser = origin === null && ticket !== undefined;
  if (!isOurs && !isNoBrowser) throw new Problem("forbidden", "This page is not allowed to do that.");
}
