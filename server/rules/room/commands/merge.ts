import { refuse } from "../errors.ts";
import { findTurn } from "../rows/turn-row.ts";
import { mergeTurns } from "../turns/merge-turns.ts";
import { steerAnswer } from "../turns/steering.ts";
import { defineCommand } from "./command.ts";

/** Lets the prompts of a queued turn be answered together with those of another queued turn, or steer an answer that is running. */
export const merge = defineCommand<"merge">({
  needs: "steer",
  rate: "steer",
  endsTurns: false,
  run(store, command, actor) {
    const turn = findTurn(store, command.turn);
    const into = findTurn(store, command.into);
    if (turn === null || into === null || turn.id === into.id) return refuse.noSuchTurn();
    return into.state === "queued"
      ? mergeTurns(store, turn, into, actor)
      : steerAnswer(store, turn, into, actor);
  },
});
