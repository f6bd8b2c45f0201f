import type { CloseCode } from "../../../shared/protocol/codes.ts";
import { closeReasons } from "../../sockets/close-reasons.ts";

/** Accepts the socket and closes it with this code, because a browser cannot read the status of a refused upgrade. No object is called. */
export function refuseSocket(code: CloseCode): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.close(code, closeReasons[code]);
  return new Response(null, { status: 101, webSocket: client });
}
