import { clampToLog, isCrowd, moveCursor, standingOf } from "../cursors.ts";
import { refuse } from "../errors.ts";
import { defineCommand } from "./command.ts";

/** Marks everything up to `seq` as stored on one of the person's devices. */
export const delivered = defineCommand<"delivered">({
  needs: "read",
  rate: "signal",
  endsTurns: false,
  run(store, command, actor) {
    const seq = clampToLog(store, command.seq);
    if (seq === null) return refuse.badSeq();
    const before = standingOf(store, actor.user);
    // Large rooms do not store delivery: it would cost one row and one frame for each person and message.
    if (seq <= before.delivered || isCrowd(store)) return { effects: [] };
    return moveCursor(store, before, { ...before, delivered: seq }, actor);
  },
});
