import { allowed } from "../../../../shared/permissions.ts";
import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { kindOf } from "../rows/room-row.ts";
import { putPolicy } from "../rows/tool-policy-row.ts";
import { defineCommand } from "./command.ts";

/** Says who has to allow the calls of a tool in this room. A call that waits already keeps waiting. */
export const policy = defineCommand<"policy">({
  // Nobody manages a direct room. Elsewhere `manage` is needed too; without `approve`, nobody should say that a tool need not ask.
  needs: "approve",
  rate: "command",
  endsTurns: false,
  run(store, { tool, policy, isKnown, mustAsk }, actor) {
    const kind = kindOf(store);
    if (kind !== "direct" && !allowed(actor, "manage", kind)) return refuse.notAllowed("change this");
    if (kind === "direct" && policy === "notAsker") return refuse.nobodyElse();
    if (isKnown !== true) return refuse.noSuchTool();
    if (mustAsk === true && (policy === "nobody" || policy === "once")) return refuse.alwaysAsks();
    putPolicy(store, tool, policy);
    const seq = nextSeq(store);
    const event = appendEvent(store, {
      type: "tool.policy",
      seq,
      at: actor.now,
      by: actor.user,
      tool,
      policy,
    });
    return { seq, effects: [{ type: "publish", event }] };
  },
});
