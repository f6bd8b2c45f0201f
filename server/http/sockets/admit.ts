import { isOrganizationId, isRoomId, type OrganizationId } from "../../../shared/ids.ts";
import { allowed } from "../../../shared/permissions.ts";
import { CLOSE, type CloseCode } from "../../../shared/protocol/codes.ts";
import { openDirectory } from "../../directory/directory.ts";
import type { Membership } from "../../directory/organizations.ts";
import { findRoom, type RoomRow } from "../../directory/rooms.ts";
import type { Env } from "../../bindings/env.ts";
import { findPrincipal } from "../../principals/find-principal.ts";
import { membershipOf } from "../../principals/membership-of.ts";
import { isFor, type Principal } from "../../principals/principal.ts";

export type SocketTarget = "room" | "inbox" | "desk";

/** The destination of a socket, from the address of the request. */
export interface SocketAddress {
  to: SocketTarget;
  organization: string;
  /** Null for an inbox and for the desk. */
  room: string | null;
  ticket: string | undefined;
  /** Null for a client outside a browser. */
  origin: string | null;
  /** The person that the client expects. A cookie or ticket of another person is refused. Undefined: any person is accepted. */
  forUser: string | undefined;
}

export type Admission =
  | { type: "refused"; code: CloseCode }
  | {
      type: "admitted";
      to: SocketTarget;
      principal: Principal;
      organization: OrganizationId;
      /** Null for a visitor, who has none. */
      membership: Membership | null;
      room: RoomRow | null;
    };

/** Checks the caller against the directory. The room itself decides whether a person of its organization may enter. */
export async function admit(env: Env, headers: Headers, address: SocketAddress): Promise<Admission> {
  const { organization, room } = address;
  if (!isOrganizationId(organization) || (room !== null && !isRoomId(room))) return refused(CLOSE.notFound);

  const directory = openDirectory(env.DB);
  const { ticket, origin } = address;
  const shown = ticket === undefined ? undefined : { ticket, organization, room, origin };
  const principal = await findPrincipal(env, headers, { ticket: shown, forUser: address.forUser });
  if (principal === null) return refused(CLOSE.unauthenticated);
  if (address.forUser !== undefined && address.forUser !== principal.user) return refused(CLOSE.otherPerson);
  if (!isFor(principal, organization)) return refused(CLOSE.notFound);

  const { success } = await env.CONNECTS.limit({ key: principal.user });
  if (!success) return refused(CLOSE.tooFast);

  const isVisitor = principal.kind === "visitor";
  const membership = await membershipOf(env, principal, organization);
  if (membership === null && !isVisitor) return refused(CLOSE.notFound);
  if (address.to === "desk" && !mayUseDesk(membership, principal)) return refused(CLOSE.forbidden);
  // A visitor has no inbox.
  if (room === null && isVisitor) return refused(CLOSE.notFound);
  const row = room === null ? null : await findRoom(directory, organization, room);
  if (row === null && room !== null) return refused(CLOSE.notFound);
  // Visitors are in rooms of support alone, whatever another room says.
  if (isVisitor && row?.kind !== "support") return refused(CLOSE.notFound);
  return { type: "admitted", to: address.to, principal, organization, membership, room: row };
}

/** The desk needs the same as its routes: whoever may take over from an agent. */
function mayUseDesk(membership: Membership | null, { scopes }: Principal): boolean {
  return (
    membership !== null && allowed({ role: membership.organization.role, scopes }, "takeOver", "organization")
  );
}

function refused(code: CloseCode): Admission {
  return { type: "refused", code };
}
