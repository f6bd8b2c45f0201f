import { CLOSE, type CloseCode } from "../../../shared/protocol/codes.ts";

const reasons: Record<CloseCode, string> = {
  [CLOSE.tryAgain]: "try again later",
  [CLOSE.malformed]: "malformed",
  [CLOSE.unauthenticated]: "unauthenticated",
  [CLOSE.forbidden]: "forbidden",
  [CLOSE.notFound]: "not found",
  [CLOSE.tooSlow]: "too slow",
  [CLOSE.conflict]: "conflict",
  [CLOSE.otherPerson]: "somebody else is signed in",
  [CLOSE.tooLarge]: "too large",
  [CLOSE.upgradeRequired]: "upgrade required",
  [CLOSE.tooFast]: "too fast",
};

/** Accepts the socket and closes it with this code, because a browser cannot read the status of a refused upgrade. No object is called. */
export function refuseSocket(code: CloseCode): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.close(code, reasons[code]);
  return new Response(null, { status: 101, webSocket: client });
}
