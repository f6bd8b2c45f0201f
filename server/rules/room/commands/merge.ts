import { MAX_PROMPTS } from "../../../../shared/limits.ts";
import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findProgram } from "../rows/program-row.ts";
import { findTurn, promptsOf } from "../rows/turn-row.ts";
import { defineCommand } from "./command.ts";

/** Moves the prompts of one queued turn to another queued turn, and removes the first turn. */
export const merge = defineCommand<"merge">({
  needs: "steer",
  rate: "steer",
  endsTurns: false,
  run(store, command, actor) {
    const turn = findTurn(store, command.turn);
    const into = findTurn(store, command.into);
    if (turn === null || into === null || turn.id === into.id) return refuse.noSuchTurn();
    if (turn.state !== "queued" || into.state !== "queued" || turn.agent !== into.agent)
      return refuse.noSuchTurn();
    if (findProgram(store, turn.id) !== null || findProgram(store, into.id) !== null)
      return refuse.ofProgram();
    const prompts = [...new Set([...promptsOf(turn), ...promptsOf(into)])].sort((a, b) => a - b);
    if (prompts.length > MAX_PROMPTS) return refuse.tooManyMerged();

    const seq = nextSeq(store);
    store.run("UPDATE turns SET prompts = ? WHERE id = ?", JSON.stringify(prompts), into.id);
    store.run("UPDATE OR IGNORE turn_prompts SET turn = ? WHERE turn = ?", into.id, turn.id);
    store.run("DELETE FROM turn_prompts WHERE turn = ?", turn.id);
    store.run("DELETE FROM turns WHERE id = ?", turn.id);
    const event = appendEvent(store, {
      type: "turn.merged",
      seq,
      at: actor.now,
      by: actor.user,
      target: Math.max(...prompts),
      turn: turn.id,
      into: into.id,
      prompts,
    });
    return { seq, effects: [{ type: "publish", event }] };
  },
});
