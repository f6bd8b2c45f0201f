import type { Caller } from "../../rules/room/actor.ts";
import type { OpenSocket, SocketState } from "../../sockets/connections.ts";
import { scopesOfBits } from "../../sockets/scope-bits.ts";

/** Who sends a command, by a socket or by a call. */
export interface Sender extends Caller {
  /** Commands of one line keep their order, however long the check of a text takes. A socket is a line. */
  readonly line: string;
}

/** The caller behind a socket, with the scopes that limit what their role allows. */
export function callerOf({ state }: { state: Pick<SocketState, "user" | "scopes"> }): Caller {
  return { user: state.user, scopes: scopesOfBits(state.scopes) };
}

export function senderOf(socket: OpenSocket): Sender {
  return { ...callerOf(socket), line: socket.id };
}
