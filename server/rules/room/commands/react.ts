import { isEmoji } from "../../../../shared/emoji.ts";
import { MAX_REACTION_KINDS } from "../../../../shared/limits.ts";
import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findMessage } from "../messages/row.ts";
import { defineCommand } from "./command.ts";

/** Reactions are a set of (person, emoji) pairs. Adding an existing one or removing a missing one changes nothing. */
export const react = defineCommand<"react">({
  needs: "write",
  rate: "command",
  endsTurns: false,
  run(store, command, actor) {
    const { target, emoji, on } = command;
    if (!isEmoji(emoji)) return refuse.badEmoji();
    const message = findMessage(store, target);
    if (message === null) return refuse.noSuchMessage();
    if (message.deleted_at !== null) return refuse.deleted();

    const kinds = store.all<{ emoji: string; since: number; mine: number }>(
      `SELECT emoji, min(kind_since) AS since, max(user = ?) AS mine
       FROM reactions WHERE target = ? GROUP BY emoji`,
      actor.user,
      target,
    );
    const kind = kinds.find((each) => each.emoji === emoji);
    if ((kind?.mine === 1) === on) return { effects: [] };
    if (on && kind === undefined && kinds.length >= MAX_REACTION_KINDS) return refuse.tooManyReactions();

    const seq = nextSeq(store);
    if (on) {
      store.run(
        "INSERT INTO reactions (target, emoji, user, seq, kind_since) VALUES (?, ?, ?, ?, ?)",
        target,
        emoji,
        actor.user,
        seq,
        kind?.since ?? seq,
      );
    } else {
      store.run(
        "DELETE FROM reactions WHERE target = ? AND emoji = ? AND user = ?",
        target,
        emoji,
        actor.user,
      );
    }
    const event = appendEvent(store, {
      type: on ? "reaction.added" : "reaction.removed",
      seq,
      at: actor.now,
      by: actor.user,
      target,
      emoji,
    });
    return { seq, effects: [{ type: "publish", event }] };
  },
});
