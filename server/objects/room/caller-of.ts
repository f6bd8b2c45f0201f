import type { Caller } from "../../rules/room/actor.ts";
import type { OpenSocket } from "../../sockets/connections.ts";
import { scopesOfBits } from "../../sockets/scope-bits.ts";

/** The caller behind a socket, with the scopes that limit what their role allows. */
export function callerOf({ state }: OpenSocket): Caller {
  return { user: state.user, scopes: scopesOfBits(state.scopes) };
}
