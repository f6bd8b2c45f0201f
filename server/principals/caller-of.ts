import type { Caller } from "../rules/room/actor.ts";
import type { Principal } from "./principal.ts";

/** The part of a principal that a room receives. */
export function callerOf({ user, scopes }: Principal): Caller {
  return { user, scopes };
}
