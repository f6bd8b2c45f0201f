import { eq, lte } from "drizzle-orm";
import type { Ticket } from "../../shared/api.ts";
import type { GrantId, OrganizationId, RoomId } from "../../shared/ids.ts";
import { TICKET_LIFETIME } from "../../shared/limits.ts";
import { ALL_SCOPES, type Scopes } from "../../shared/permissions.ts";
import type { Directory } from "./directory.ts";
import { grantOfSession } from "./grants.ts";
import { tickets } from "./schema.ts";
import { hashToken, makeToken } from "./secrets.ts";

export interface TicketUse {
  /** The grant that the ticket was created with. */
  grant: GrantId;
  /** The scopes of its creator. */
  scopes: Scopes;
  organization: OrganizationId;
  /** Null for the inbox. */
  room: RoomId | null;
  /** Origin of the page that asked for it; null for a client outside a browser. */
  origin: string | null;
}

export async function createTicket(directory: Directory, use: TicketUse, now: number): Promise<Ticket> {
  const ticket = makeToken();
  const expiresAt = now + TICKET_LIFETIME;
  const scopes = [...use.scopes];
  await directory.insert(tickets).values({ ...use, scopes, tokenHash: await hashToken(ticket), expiresAt });
  return { ticket, expiresAt };
}

/** Using a ticket deletes it, so of two simultaneous uses one fails. A ticket that is used for a wrong socket is deleted too. */
export async function useTicket(
  directory: Directory,
  ticket: string,
  now: number,
): Promise<TicketUse | null> {
  const [used] = await directory
    .delete(tickets)
    .where(eq(tickets.tokenHash, await hashToken(ticket)))
    .returning();
  if (used === undefined || used.expiresAt <= now) return null;
  const { session, organization, room, origin } = used;
  const grant = used.grant ?? (session === null ? null : grantOfSession(session));
  if (grant === null) return null;
  return {
    grant,
    scopes: used.scopes === null ? ALL_SCOPES : new Set(used.scopes),
    organization,
    room,
    origin,
  };
}

export async function deleteOldTickets(directory: Directory, now: number): Promise<void> {
  await directory.delete(tickets).where(lte(tickets.expiresAt, now));
}
