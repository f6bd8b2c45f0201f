import type { Caller } from "../rules/room/actor.ts";
import type { Principal } from "./principal.ts";

/** What a room is told of who asks. */
export function callerOf({ user, scopes }: Principal): Caller {
  return { user, scopes };
}
