import { clampToLog, moveCursor, standingOf, visibleCursors } from "../cursors.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Actor } from "../actor.ts";
import type { Effect } from "../effects.ts";
import { refuse } from "../errors.ts";
import { readThreads } from "../threads/reading.ts";
import { defineCommand } from "./command.ts";

/** Marks everything up to `seq` as read. Reading includes delivery. */
export const read = defineCommand<"read">({
  needs: "read",
  rate: "command",
  endsTurns: false,
  run(store, command, actor) {
    const seq = clampToLog(store, command.seq);
    if (seq === null) return refuse.badSeq();
    const inThreads = command.threads ? readThreads(store, seq, actor) : [];
    return { effects: [...moved(store, seq, command.private, actor), ...inThreads] };
  },
});

function moved(store: SqlStore, seq: Seq, isPrivate: boolean | undefined, actor: Actor): Effect[] {
  const before = standingOf(store, actor.user);
  if (seq <= before.read) return [];
  const wasPrivate = before.shown < before.read;
  // If the device does not say whether the person reads privately, the last known value applies.
  if (isPrivate ?? wasPrivate) return moveCursor(store, before, { ...before, read: seq }, actor).effects;
  const after = { read: seq, shown: seq, delivered: Math.max(seq, before.delivered) };
  const { effects } = moveCursor(store, before, after, actor);
  if (!wasPrivate) return effects;
  const { user } = actor;
  return [...effects, { type: "showCursors", user, cursors: visibleCursors(store, user) }];
}
