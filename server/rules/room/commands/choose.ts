import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findTurnOfAnswer } from "../rows/turn-row.ts";
import { forgetSummaries } from "../summaries.ts";
import { defineCommand } from "./command.ts";

/** Selects which of several sibling answers the room shows. */
export const choose = defineCommand<"choose">({
  needs: "write",
  rate: "steer",
  endsTurns: false,
  run(store, { target }, actor) {
    const turn = findTurnOfAnswer(store, target);
    if (turn === null) return refuse.noSuchMessage();
    if (turn.chosen === 1) return { effects: [] };
    const seq = nextSeq(store);
    store.run("UPDATE turns SET chosen = (id = ?) WHERE anchor = ?", turn.id, turn.anchor);
    forgetSummaries(store, turn.anchor ?? target);
    const event = appendEvent(store, { type: "answer.chosen", seq, at: actor.now, by: actor.user, target });
    return { seq, effects: [{ type: "publish", event }] };
  },
});
