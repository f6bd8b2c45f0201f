import type { Caller } from "../../rules/room/actor.ts";
import type { OpenSocket } from "../../sockets/connections.ts";
import { scopesOfBits } from "../../sockets/scope-bits.ts";

/** Who speaks on this socket, and what it may use at most of what their role allows. */
export function callerOf({ state }: OpenSocket): Caller {
  return { user: state.user, scopes: scopesOfBits(state.scopes) };
}
