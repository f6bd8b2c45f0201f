import type { GrantId, LibraryId, UserId } from "../../shared/ids.ts";

/** The principal of a socket, for rooms and inboxes: a member id, without the information whether it is a person, a visitor or a key. */
export interface SocketPrincipal {
  user: UserId;
  /** See `scope-bits.ts`. */
  scopes: number;
  /** When this grant is revoked, the socket is closed. */
  grant: GrantId;
  /** For a room: a program reads what happens (`server/http/feeds`). It is no device: nobody is present by it. */
  feed?: true;
  /** For a room: libraries that the person could not read when the socket was opened. Missing if there are none. */
  unreadable?: readonly LibraryId[];
}

/** The header in which the edge sends the principal to an object. The edge deletes this header from every client request. */
export const PRINCIPAL_HEADER = "x-parley-principal";

export function encodePrincipal(principal: SocketPrincipal): string {
  return encodeURIComponent(JSON.stringify(principal));
}

export function decodePrincipal(header: string): SocketPrincipal {
  return JSON.parse(decodeURIComponent(header)) as SocketPrincipal;
}
