import { refuse } from "../errors.ts";
import { endMembership, isLastOwner } from "../members.ts";
import { countMembers } from "../rows/member-row.ts";
import { kindOf } from "../rows/room-row.ts";
import { defineCommand } from "./command.ts";

/** Ends the actor's own membership. */
export const leave = defineCommand<"leave">({
  needs: "read",
  rate: "command",
  endsTurns: false,
  run(store, _command, actor) {
    if (kindOf(store) === "direct") return refuse.notAllowed("leave a direct conversation");
    // Every role may leave, including read-only roles. Read-only scopes (for example of a key) must not end the person's membership.
    if (!actor.scopes.has("write")) return refuse.outOfScope("write");
    if (isLastOwner(store, actor.role) && countMembers(store) > 1) return refuse.lastOwner();
    return endMembership(store, actor.user, "member.left", actor);
  },
});
