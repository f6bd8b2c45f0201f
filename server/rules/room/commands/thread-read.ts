import { clampToLog } from "../cursors.ts";
import { refuse } from "../errors.ts";
import { readThread } from "../threads/reading.ts";
import { threadRoot } from "../threads/root.ts";
import { defineCommand } from "./command.ts";

/** Marks everything in a thread up to `seq` as read. */
export const threadRead = defineCommand<"thread.read">({
  needs: "read",
  rate: "command",
  endsTurns: false,
  run(store, { target, seq: asked }, actor) {
    const seq = clampToLog(store, asked);
    if (seq === null) return refuse.badSeq();
    const root = threadRoot(store, target);
    return "refused" in root ? root : { effects: readThread(store, target, seq, actor) };
  },
});
