import { newRowId } from "../../directory/random-ids.ts";
import { encodePrincipal, PRINCIPAL_HEADER, type SocketPrincipal } from "../../sockets/socket-principal.ts";

/** What an upgrade needs. Nothing else of the caller reaches an object: no other header, no query, no address. */
const UPGRADE_HEADERS = [
  "connection",
  "upgrade",
  "sec-websocket-extensions",
  "sec-websocket-key",
  "sec-websocket-version",
];

/** partyserver takes `_pk` as the connection's id and keeps the whole address in its attachment: both are ours. */
export function freshRequest(caller: Request, principal: SocketPrincipal): Request {
  const headers = new Headers({ [PRINCIPAL_HEADER]: encodePrincipal(principal) });
  for (const name of UPGRADE_HEADERS) {
    const value = caller.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Request(`https://parley.internal/?_pk=${newRowId("connection")}`, { headers });
}
