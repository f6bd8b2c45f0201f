import { can } from "../../../shared/permissions.ts";
import type { Role } from "../../../shared/permissions.ts";
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type { Rule } from "../history.ts";
import { firstFew } from "./received.ts";
import { knownLogs } from "./known-log.ts";

/** R19: in the order of the log, no person writes, changes or manages anything that their role at that moment does not allow. */
export const rolesHoldAtOnce: Rule = (history) => {
  const found: string[] = [];
  for (const [room, log] of knownLogs(history)) {
    const roles = new Map<string, Role | null>();
    for (const event of [...log.values()].sort((a, b) => a.seq - b.seq)) {
      const role = roles.get(event.by);
      if (role !== undefined && !mayCause(role, event))
        found.push(`R19: ${event.by}, ${role ?? "no member"}, caused ${event.type} ${event.seq} of ${room}`);
      remember(roles, event);
    }
  }
  return firstFew(found);
};

/** People without a known role joined before the part of the log that was seen. */
function remember(roles: Map<string, Role | null>, event: RoomEvent): void {
  if (event.type === "member.added" || event.type === "member.role") roles.set(event.user, event.role);
  if (event.type === "member.removed" || event.type === "member.left") roles.set(event.user, null);
}

function mayCause(role: Role | null, event: RoomEvent): boolean {
  if (role === null) return false;
  switch (event.type) {
    case "message.sent":
    case "message.edited":
    case "message.deleted":
    case "message.pinned":
    case "message.unpinned":
    case "pin.moved":
    case "reaction.added":
    case "reaction.removed":
    case "message.ai":
    case "task.changed":
    case "turn.queued":
    case "turn.dropped":
    case "turn.restarted":
    case "turn.waiting":
    case "turn.results":
    case "turn.ended":
    case "answer.chosen":
    case "branch.shown":
    case "answer.voted":
    case "answer.followed":
      return can(role, "write", "group");
    case "turn.moved":
    case "turn.merged":
    case "turn.steered":
      return can(role, "steer", "group");
    case "turn.decided":
      return can(role, "approve", "group");
    case "takeover.begun":
    case "takeover.ended":
      return can(role, "takeOver", "group");
    case "support.requested":
    case "support.withdrawn":
    case "support.closed":
    case "support.reopened":
    case "support.rated":
      return can(role, "write", "support");
    case "message.moderated":
    case "room.renamed":
    case "room.topic":
    case "room.posting":
    case "room.visibility":
    case "tool.policy":
    case "prompt.policy":
    case "member.removed":
    case "member.role":
      return can(role, "manage", "group");
    case "member.added":
      return can(role, "invite", "group");
    case "room.created":
    case "member.left":
    case "member.renamed":
      return true;
  }
}
