import { newRowId } from "../../directory/random-ids.ts";
import { encodeKnownHead, KNOWN_HEAD_HEADER, type KnownHead } from "../../sockets/known-head.ts";
import { encodePrincipal, PRINCIPAL_HEADER, type SocketPrincipal } from "../../sockets/socket-principal.ts";

/** The headers that an upgrade needs. No other header, no query and no path of the caller reaches an object. */
const UPGRADE_HEADERS = [
  "connection",
  "upgrade",
  "sec-websocket-extensions",
  "sec-websocket-key",
  "sec-websocket-version",
];

/** A new address with its own `_pk`: partyserver uses `_pk` as the connection's id and stores the whole address in its attachment. */
export function freshRequest(
  caller: Request,
  principal: SocketPrincipal,
  known: KnownHead | null = null,
): Request {
  const headers = new Headers();
  for (const name of UPGRADE_HEADERS) {
    const value = caller.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return requestWith(headers, principal, known);
}

/** The same for a socket that the Worker opens itself. */
export const ownRequest = (principal: SocketPrincipal, known: KnownHead | null): Request =>
  requestWith(new Headers({ upgrade: "websocket" }), principal, known);

function requestWith(headers: Headers, principal: SocketPrincipal, known: KnownHead | null): Request {
  headers.set(PRINCIPAL_HEADER, encodePrincipal(principal));
  if (known !== null) headers.set(KNOWN_HEAD_HEADER, encodeKnownHead(known));
  return new Request(`https://parley.internal/?_pk=${newRowId("connection")}`, { headers });
}
