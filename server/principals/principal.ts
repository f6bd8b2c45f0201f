import type { LibraryId, OrganizationId, UserId } from "../../shared/ids.ts";

/** Who stands behind a request, as the edge has found out. Rooms and inboxes believe this and nothing else. */
export interface Principal {
  user: UserId;
  name: string;
  organization: OrganizationId;
  /** Id (not token) of the session that opened it: revoking the session closes the socket. */
  session: string;
  /** At a room: libraries that the person may not read. Missing for none. */
  unreadable?: readonly LibraryId[];
}

/** The header by which the edge tells an object who opens a socket. The edge deletes every copy that a caller sent. */
export const PRINCIPAL_HEADER = "x-parley-principal";

export function encodePrincipal(principal: Principal): string {
  return encodeURIComponent(JSON.stringify(principal));
}

export function decodePrincipal(header: string): Principal {
  return JSON.parse(decodeURIComponent(header)) as Principal;
}
