import { isAgentId } from "../../../../shared/ids.ts";
import { MAX_MEMBERS, MAX_ROOM_AGENTS } from "../../../../shared/limits.ts";
import { mayGrant } from "../../../../shared/permissions.ts";
import { refuse } from "../errors.ts";
import { addMember, isMember } from "../members.ts";
import { countMembers } from "../rows/member-row.ts";
import { agentsOf } from "../turns/addressed.ts";
import { defineCommand } from "./command.ts";

/** Adds a person whom the directory knows as a member. */
export const invite = defineCommand<"invite">({
  needs: "invite",
  rate: "command",
  endsTurns: false,
  run(store, command, actor) {
    if (!mayGrant(actor.role, command.role)) return refuse.notAllowed("give this role");
    const { user } = command.person;
    if (isMember(store, user)) {
      // An invited member no longer depends on the share link by which they joined.
      store.run("UPDATE members SET share = NULL WHERE user = ?", user);
      return { effects: [] };
    }
    if (countMembers(store) >= MAX_MEMBERS) return refuse.tooManyMembers();
    if (!isAgentId(user)) return addMember(store, command.person, command.role, actor);
    if (agentsOf(store).length >= MAX_ROOM_AGENTS) return refuse.tooManyAgents();
    return addMember(store, command.person, "member", actor);
  },
});
