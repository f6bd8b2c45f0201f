import { refuse } from "../errors.ts";
import { endMembership, mayRule } from "../members.ts";
import { findMember } from "../rows/member-row.ts";
import { defineCommand } from "./command.ts";

/** Removes a member whose rank is below the actor's. */
export const remove = defineCommand<"remove">({
  needs: "manage",
  rate: "command",
  endsTurns: true,
  run(store, command, actor) {
    const member = findMember(store, command.user);
    if (member === null) return refuse.noSuchMember();
    if (member.role === null) return { effects: [] };
    if (!mayRule(actor.role, member.role) || member.user === actor.user) {
      return refuse.notAllowed("remove this person");
    }
    return endMembership(store, member.user, "member.removed", actor);
  },
});
