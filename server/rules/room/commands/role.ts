import { isAgentId, isVisitorId } from "../../../../shared/ids.ts";
import { mayGrant } from "../../../../shared/permissions.ts";
import { refuse } from "../errors.ts";
import { grantRole, isLastOwner, mayRule } from "../members.ts";
import { findMember } from "../rows/member-row.ts";
import { defineCommand } from "./command.ts";

/** Changes a member's role. */
export const role = defineCommand<"role">({
  needs: "manage",
  rate: "command",
  endsTurns: false,
  run(store, command, actor) {
    const member = findMember(store, command.user);
    if (member === null || member.role === null) return refuse.noSuchMember();
    if (isVisitorId(member.user)) return refuse.notAllowed("give or take this role");
    const self = member.user === actor.user;
    if (!mayGrant(actor.role, command.role) || !(self || mayRule(actor.role, member.role))) {
      return refuse.notAllowed("give or take this role");
    }
    if (isAgentId(member.user)) return refuse.agentRole();
    store.run("UPDATE members SET share = NULL WHERE user = ?", member.user);
    if (member.role === command.role) return { effects: [] };
    if (isLastOwner(store, member.role)) return refuse.lastOwner();

    return grantRole(store, member.user, command.role, actor);
  },
});
