import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findSupport, setRequested } from "../support.ts";
import { defineCommand } from "./command.ts";

/** A visitor no longer waits for a person. */
export const supportWithdraw = defineCommand<"support.withdraw">({
  needs: "write",
  rate: "command",
  endsTurns: false,
  run(store, _command, actor) {
    const support = findSupport(store);
    if (support === null || actor.role !== "visitor") return refuse.onlyVisitors();
    if (support.state !== "waiting") return { effects: [] };
    const seq = nextSeq(store);
    setRequested(store, null);
    const event = appendEvent(store, { type: "support.withdrawn", seq, at: actor.now, by: actor.user });
    return { seq, effects: [{ type: "publish", event }] };
  },
});
