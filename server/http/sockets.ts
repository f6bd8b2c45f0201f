import { Hono, type Context } from "hono";
import { isOrganizationId, isRoomId } from "../../shared/ids.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { openDirectory } from "../directory/directory.ts";
import { findRoomOfAny } from "../directory/rooms.ts";
import { isOriginOfWidgets } from "../directory/widgets.ts";
import { keyOf } from "../principals/keys/key-token.ts";
import { Problem } from "../problems/problem.ts";
import type { Edge } from "./context.ts";
import { isAllowedOrigin } from "./origins.ts";
import { admit, type SocketAddress, type SocketTarget } from "./sockets/admit.ts";
import { connect } from "./sockets/open-socket.ts";
import { refuseSocket } from "./sockets/refuse-socket.ts";

/** A row of the table of socket addresses. It authenticates the caller itself, and refuses with a close code. */
export interface SocketRoute {
  /** The path below an organization's path. */
  readonly path: string;
  readonly in: "organization" | "room";
  /** Which object it leads to. */
  readonly to: SocketTarget;
}

export const socketRoutes: readonly SocketRoute[] = [
  { path: "/rooms/:room/socket", in: "room", to: "room" },
  { path: "/inbox/socket", in: "organization", to: "inbox" },
  { path: "/desk/socket", in: "organization", to: "desk" },
];

/** Mounts the socket addresses. Sockets are authenticated only here. */
export function mountSockets(rows: readonly SocketRoute[]): Hono<Edge> {
  const app = new Hono<Edge>();
  for (const { path, to } of rows) app.all(`/organizations/:organization${path}`, (c) => open(c, to));
  app.all(SHORT_ROOM_SOCKET, (c) => open(c, "room"));
  return app;
}

/** The short address of a room's socket. The room says of which organization it is. */
export const SHORT_ROOM_SOCKET = "/session/:room/ws";

async function organizationOf(c: Context<Edge>): Promise<string> {
  const { organization, room } = c.req.param() as { organization?: string; room?: string };
  if (organization !== undefined) return organization;
  const row = isRoomId(room) ? await findRoomOfAny(openDirectory(c.env.DB), room) : null;
  return row?.organization ?? "";
}

async function open(c: Context<Edge>, to: SocketTarget): Promise<Response> {
  assertSocket(c);
  const origin = c.req.header("origin") ?? null;
  const ticket = c.req.query("ticket");
  const { room = null } = c.req.param() as { room?: string };
  const organization = await organizationOf(c);
  if (!isOurs(c, origin, ticket)) {
    const isOfWidget =
      ticket !== undefined && room !== null && (await isPageOfWidget(c, organization, origin));
    if (!isOfWidget) throw new Problem("forbidden", "This page is not allowed to do that.");
  }

  const address: SocketAddress = { to, organization, room, ticket, origin, forUser: c.req.query("for") };
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

/**
 * A page of this server, or a client outside of a browser. Asked before the upgrade: pages cannot read the refusal, so another site cannot detect
 * that a person is signed in.
 */
function isOurs(c: Context<Edge>, origin: string | null, ticket: string | undefined): boolean {
  const isNoBrowser = origin === null && (ticket !== undefined || keyOf(c.req.raw.headers) !== undefined);
  return isNoBrowser || isAllowedOrigin(c.env.ALLOWED_ORIGINS, c.req.url, origin ?? undefined);
}

/** A page of a company's widget: it has a ticket for the room, which is bound to this very origin. */
async function isPageOfWidget(
  { env: { DB } }: Context<Edge>,
  organization: string,
  origin: string | null,
): Promise<boolean> {
  return (
    origin !== null &&
    isOrganizationId(organization) &&
    (await isOriginOfWidgets(openDirectory(DB), organization, origin))
  );
}
