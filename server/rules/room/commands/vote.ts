import { nextBeat } from "../../../storage/schedule.ts";
import { refuse } from "../errors.ts";
import { findMessage, hides } from "../messages/row.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findTurnOfAnswer } from "../rows/turn-row.ts";
import { findVote } from "../rows/vote-row.ts";
import { schedule } from "../tasks.ts";
import { defineCommand } from "./command.ts";

/** Whether a member found an answer good or bad. Each has one vote, which may be changed and taken back. */
export const vote = defineCommand<"vote">({
  needs: "write",
  rate: "command",
  endsTurns: false,
  run(store, { target, vote: wanted }, actor) {
    const turn = findTurnOfAnswer(store, target);
    const message = findMessage(store, target);
    if (turn === null || message === null) return refuse.noSuchMessage();
    if (message.deleted_at !== null) return refuse.deleted();
    if (hides(message.moderation)) return refuse.hidden();
    if (turn.ended_at === null) return refuse.notEnded();
    if (findVote(store, target, actor.user) === wanted) return { effects: [] };
    const seq = nextSeq(store);
    if (wanted === null) {
      store.run("DELETE FROM votes WHERE answer = ? AND user = ?", target, actor.user);
    } else {
      store.run(
        "INSERT OR REPLACE INTO votes (answer, user, vote, seq) VALUES (?, ?, ?, ?)",
        target,
        actor.user,
        wanted,
        seq,
      );
    }
    schedule(store, { task: "votes", turn: turn.id }, nextBeat(actor.now));
    const event = appendEvent(store, {
      type: "answer.voted",
      seq,
      at: actor.now,
      by: actor.user,
      target,
      vote: wanted,
    });
    return { seq, effects: [{ type: "publish", event }, { type: "arm" }] };
  },
});
