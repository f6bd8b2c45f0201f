import { canRate } from "../../../../shared/rating.ts";
import type { Rating } from "../../../../shared/support.ts";
import { messageText } from "../../../../shared/text.ts";
import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findSupport } from "../support.ts";
import { defineCommand } from "./command.ts";

/** The visitor says how a closed conversation was, once, and may change it once while it stays closed. */
export const supportRate = defineCommand<"support.rate">({
  needs: "write",
  rate: "command",
  endsTurns: false,
  run(store, { step, comment: written = "" }, actor) {
    const support = findSupport(store);
    if (support === null || actor.role !== "visitor") return refuse.onlyVisitors();
    const comment = messageText(written).trim();
    const said = step === null || comment === "" ? {} : { comment };
    const before = support.rating;
    // The same again: the answer to the first may have been lost.
    if (before !== undefined && before.step === step && before.comment === said.comment)
      return { effects: [] };
    if (support.state !== "closed") return refuse.notClosed();
    if (support.servedBy === undefined) return refuse.nobodyAnswered();
    if (!canRate(support)) return refuse.rated();
    const changed = before === undefined ? {} : { isChanged: true as const };
    const rating: Rating = { step, ...said, of: support.servedBy, at: actor.now, ...changed };
    const seq = nextSeq(store);
    store.run("UPDATE room SET rating = ?", JSON.stringify(rating));
    const { at, ...told } = rating;
    const event = appendEvent(store, { type: "support.rated", seq, at, by: actor.user, ...told });
    return { seq, effects: [{ type: "publish", event }] };
  },
});
