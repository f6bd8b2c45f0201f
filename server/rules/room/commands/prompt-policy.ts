import { allowed } from "../../../../shared/permissions.ts";
import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { readRoom } from "../rows/room-row.ts";
import { defineCommand } from "./command.ts";

/** Says what happens here to prompts whose agent is busy. Prompts that wait already keep waiting. */
export const promptPolicy = defineCommand<"promptPolicy">({
  // Nobody manages a direct room. Elsewhere `manage` is needed too.
  needs: "steer",
  rate: "command",
  endsTurns: false,
  run(store, { policy }, actor) {
    const { kind, prompt_policy: before } = readRoom(store);
    if (kind !== "direct" && !allowed(actor, "manage", kind)) return refuse.notAllowed("change this");
    if (policy === before) return { effects: [] };
    store.run("UPDATE room SET prompt_policy = ?", policy);
    const seq = nextSeq(store);
    const event = appendEvent(store, { type: "prompt.policy", seq, at: actor.now, by: actor.user, policy });
    return { seq, effects: [{ type: "publish", event }] };
  },
});
