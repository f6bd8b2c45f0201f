import { isOrganizationId, isRoomId } from "../../../shared/ids.ts";
import { CLOSE, type CloseCode } from "../../../shared/protocol/codes.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findMembership, type Membership } from "../../directory/organizations.ts";
import { findRoom, type RoomRow } from "../../directory/rooms.ts";
import type { Env } from "../../bindings/env.ts";
import { findPrincipal } from "../../principals/find-principal.ts";
import { isFor, type Principal } from "../../principals/principal.ts";

/** The destination of a socket, from the address of the request. */
export interface SocketAddress {
  organization: string;
  /** Null for an inbox. */
  room: string | null;
  ticket: string | undefined;
  /** Null for a client outside a browser. */
  origin: string | null;
  /** The person that the client expects. A cookie or ticket of another person is refused. Undefined: any person is accepted. */
  forUser: string | undefined;
}

export type Admission =
  | { type: "refused"; code: CloseCode }
  | { type: "admitted"; principal: Principal; membership: Membership; room: RoomRow | null };

/** Checks the caller against the directory. The room itself decides whether a person of its organization may enter. */
export async function admit(env: Env, headers: Headers, address: SocketAddress): Promise<Admission> {
  const { organization, room } = address;
  if (!isOrganizationId(organization) || (room !== null && !isRoomId(room))) return refused(CLOSE.notFound);

  const directory = openDirectory(env.DB);
  const { ticket, origin } = address;
  const shown = ticket === undefined ? undefined : { ticket, organization, room, origin };
  const principal = await findPrincipal(env, headers, shown);
  if (principal === null) return refused(CLOSE.unauthenticated);
  if (address.forUser !== undefined && address.forUser !== principal.user) return refused(CLOSE.otherPerson);
  if (!isFor(principal, organization)) return refused(CLOSE.notFound);

  const { success } = await env.CONNECTS.limit({ key: principal.user });
  if (!success) return refused(CLOSE.tooFast);

  const membership = await findMembership(directory, organization, principal.user);
  if (membership === null) return refused(CLOSE.notFound);
  if (room === null) return { type: "admitted", principal, membership, room };
  const row = await findRoom(directory, organization, room);
  return row === null ? refused(CLOSE.notFound) : { type: "admitted", principal, membership, room: row };
}

function refused(code: CloseCode): Admission {
  return { type: "refused", code };
}
