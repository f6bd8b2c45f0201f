import { clampToLog, moveCursor, standingOf, visibleCursors } from "../cursors.ts";
import { refuse } from "../errors.ts";
import { defineCommand } from "./command.ts";

/** Marks everything up to `seq` as read. Reading includes delivery. */
export const read = defineCommand<"read">({
  needs: "read",
  rate: "command",
  endsTurns: false,
  run(store, command, actor) {
    const seq = clampToLog(store, command.seq);
    if (seq === null) return refuse.badSeq();
    const before = standingOf(store, actor.user);
    if (seq <= before.read) return { effects: [] };
    const wasPrivate = before.shown < before.read;
    // If the device does not say whether the person reads privately, the last known value applies.
    if (command.private ?? wasPrivate) return moveCursor(store, before, { ...before, read: seq }, actor);
    const after = { read: seq, shown: seq, delivered: Math.max(seq, before.delivered) };
    const { effects } = moveCursor(store, before, after, actor);
    if (!wasPrivate) return { effects };
    const { user } = actor;
    return { effects: [...effects, { type: "showCursors", user, cursors: visibleCursors(store, user) }] };
  },
});
