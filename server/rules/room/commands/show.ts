import { hasBranch, showBranch } from "../branches.ts";
import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { defineCommand } from "./command.ts";

/** Selects which branch of a session everyone is shown, and where new messages go. */
export const show = defineCommand<"show">({
  needs: "write",
  rate: "steer",
  endsTurns: false,
  run(store, { branch }, actor) {
    if (!hasBranch(store, branch)) return refuse.noSuchBranch();
    const target = showBranch(store, branch);
    if (target === null) return { effects: [] };
    const seq = nextSeq(store);
    const base = { type: "branch.shown", seq, at: actor.now, by: actor.user } as const;
    const event = appendEvent(store, { ...base, target, branch });
    return { seq, effects: [{ type: "publish", event }] };
  },
});
