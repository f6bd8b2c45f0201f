import { isOrganizationId, isRoomId, type OrganizationId, type RoomId } from "../../../shared/ids.ts";
import { CLOSE, type CloseCode } from "../../../shared/protocol/codes.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findMembership, type Membership } from "../../directory/organizations.ts";
import { findRoom, type RoomRow } from "../../directory/rooms.ts";
import { isToken } from "../../directory/secrets.ts";
import { findSession, type SignedIn } from "../../directory/sessions.ts";
import { useTicket } from "../../directory/tickets.ts";
import type { Env } from "../../bindings/env.ts";
import { readSession } from "../../principals/accounts/read-session.ts";

/** Where a caller wants in, as it stands in the address. */
export interface Door {
  organization: string;
  /** Null at the inbox. */
  room: string | null;
  ticket: string | undefined;
  /** Null for a client outside a browser. */
  origin: string | null;
}

export type Admission =
  | { type: "refused"; code: CloseCode }
  | { type: "admitted"; person: SignedIn; membership: Membership; room: RoomRow | null };

/** Who may pass, by what the directory says. Whether a room lets a person of its organization in is the room's to say. */
export async function admit(env: Env, headers: Headers, door: Door): Promise<Admission> {
  const { organization, room } = door;
  if (!isOrganizationId(organization) || (room !== null && !isRoomId(room))) return refused(CLOSE.notFound);

  const directory = openDirectory(env.DB);
  const person =
    door.ticket === undefined
      ? await readSession(env, headers)
      : await redeem(env, door.ticket, organization, room, door.origin);
  if (person === null) return refused(CLOSE.unauthenticated);

  const { success } = await env.CONNECTS.limit({ key: person.user.id });
  if (!success) return refused(CLOSE.tooFast);

  const membership = await findMembership(directory, organization, person.user.id);
  if (membership === null) return refused(CLOSE.notFound);
  if (room === null) return { type: "admitted", person, membership, room };
  const row = await findRoom(directory, organization, room);
  return row === null ? refused(CLOSE.notFound) : { type: "admitted", person, membership, room: row };
}

async function redeem(
  env: Env,
  ticket: string,
  organization: OrganizationId,
  room: RoomId | null,
  origin: string | null,
): Promise<SignedIn | null> {
  if (!isToken(ticket)) return null;
  const directory = openDirectory(env.DB);
  const now = Date.now();
  const use = await useTicket(directory, ticket, now);
  if (use === null || use.organization !== organization || use.room !== room) return null;
  // A browser always names its page; who names none is no page, and a page of another origin cannot hide.
  if (origin !== null && origin !== use.origin) return null;
  return findSession(directory, use.session, now);
}

function refused(code: CloseCode): Admission {
  return { type: "refused", code };
}
