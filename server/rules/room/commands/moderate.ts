import type { Program } from "../../../../shared/protocol/program.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Actor } from "../actor.ts";
import type { Effect } from "../effects.ts";
import { refuse } from "../errors.ts";
import { repliedTo } from "../mentions.ts";
import { type MessageRow, findMessage, mentionsOf, moderationOf } from "../messages/row.ts";
import { roleOf } from "../rows/member-row.ts";
import { readProgram } from "../rows/program-row.ts";
import { addressedAgents } from "../turns/addressed.ts";
import { queueTurn } from "../turns/begin.ts";
import { moderateMessage } from "../turns/end.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { defineCommand } from "./command.ts";

/** A member with `manage` releases or retracts a message. */
export const moderate = defineCommand<"moderate">({
  needs: "manage",
  rate: "command",
  endsTurns: true,
  run(store, { target, decision }, actor) {
    const message = findMessage(store, target);
    if (message === null || message.deleted_at !== null) return refuse.noSuchMessage();
    const before = moderationOf(message);
    if (before === null || before.state === "retracted") {
      return decision === "retract" && before !== null ? { effects: [] } : refuse.notModerated();
    }
    if (decision === "retract") {
      return { effects: moderateMessage(store, target, { ...before, state: "retracted" }, actor) };
    }
    const program = heldProgram(store, target);
    const released = moderateMessage(store, target, null, actor);
    return {
      effects: before.state === "held" ? [...released, ...askNow(store, message, program, actor)] : released,
    };
  },
});

/** Starts the turns that a held message asks for, when the message is released. */
function askNow(store: SqlStore, message: MessageRow, program: Program | null, { now }: Actor): Effect[] {
  if (message.turn !== null || message.ai === "never") return [];
  return addressedAgents(store, {
    mentions: mentionsOf(message),
    original: repliedTo(store, message),
    author: roleOf(store, message.author),
  }).flatMap((agent) =>
    queueTurn(store, { agent, asker: message.author, prompts: [message.seq], model: null, program }, now),
  );
}

function heldProgram(store: SqlStore, target: Seq): Program | null {
  const row = store.first<{ program: string | null }>(
    "SELECT program FROM held_messages WHERE target = ?",
    target,
  );
  return readProgram(row?.program ?? null);
}
