import type { GrantId, LibraryId, UserId } from "../../shared/ids.ts";

/** Who opens a socket, as far as rooms and inboxes know: a member id, and not whether a person, a visitor or a key is behind it. */
export interface SocketPrincipal {
  user: UserId;
  /** See `scope-bits.ts`. */
  scopes: number;
  /** When this grant ends, the socket is closed. */
  grant: GrantId;
  /** At a room: libraries that the person may not read, as of when the socket was opened. Missing for none. */
  unreadable?: readonly LibraryId[];
}

/** The header by which the edge tells an object who opens a socket. The edge deletes every copy that a caller sent. */
export const PRINCIPAL_HEADER = "x-parley-principal";

export function encodePrincipal(principal: SocketPrincipal): string {
  return encodeURIComponent(JSON.stringify(principal));
}

export function decodePrincipal(header: string): SocketPrincipal {
  return JSON.parse(decodeURIComponent(header)) as SocketPrincipal;
}
