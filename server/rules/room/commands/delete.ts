import { allowed, outranks } from "../../../../shared/permissions.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Actor } from "../actor.ts";
import { forgetAttachments } from "../attachments.ts";
import { refuse } from "../errors.ts";
import { forgetMentions } from "../mentions.ts";
import { removePin } from "../pins.ts";
import { hide } from "../moderated.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { roleOf } from "../rows/member-row.ts";
import { type MessageRow, findMessage } from "../messages/row.ts";
import { kindOf } from "../rows/room-row.ts";
import { storeTask } from "../rows/task-row.ts";
import { findTurnOfAnswer } from "../rows/turn-row.ts";
import { afterReply } from "../threads/note.ts";
import { endTurnsOf } from "../turns/stop.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { defineCommand } from "./command.ts";

/** Deletes a message: by its author, or by a member with `manage` and a higher rank. Deleting it again changes nothing. */
export const deleteMessage = defineCommand<"delete">({
  needs: "write",
  rate: "command",
  endsTurns: true,
  run(store, command, actor) {
    const message = findMessage(store, command.target);
    if (message === null || !mayDelete(store, message, actor)) return refuse.noSuchMessage();
    if (message.deleted_at !== null) return { effects: [] };

    const ended = endTurnsOf(store, message.seq, actor);
    forgetMentions(store, findMessage(store, message.seq) ?? message);
    const seq = nextSeq(store);
    store.run(
      `UPDATE messages SET text = '', attachments = NULL, mentions = NULL, mention_ranges = NULL, writers = NULL, ai = NULL, moderation = NULL,
         deleted_at = ? WHERE seq = ?`,
      actor.now,
      message.seq,
    );
    hide(store, message.seq);
    storeTask(store, message.seq, undefined);
    forgetEditedMentions(store, message.seq);
    forgetAttachments(store, message.seq, actor.now);
    store.run("DELETE FROM held_messages WHERE target = ?", message.seq);
    removePin(store, message.seq);
    store.run("DELETE FROM reactions WHERE target = ?", message.seq);
    store.run("DELETE FROM votes WHERE answer = ?", message.seq);
    store.run("UPDATE turns SET citations = NULL WHERE answer = ?", message.seq);
    const event = appendEvent(store, {
      type: "message.deleted",
      seq,
      at: actor.now,
      by: actor.user,
      target: message.seq,
    });
    const { event: told, effects } = afterReply(store, message, event);
    return { seq, effects: [...ended, { type: "publish", event: told }, ...effects] };
  },
});

/** Whom the deleted texts mentioned is not told to who catches up. */
function forgetEditedMentions(store: SqlStore, target: Seq): void {
  store.run(
    `UPDATE events SET data = json_remove(json_set(data, '$.mentions', json('[]')), '$.mentionRanges')
     WHERE target = ? AND type = 'message.edited'`,
    target,
  );
}

function mayDelete(store: SqlStore, message: MessageRow, actor: Actor): boolean {
  if (message.author === actor.user || isAsker(store, message, actor)) return true;
  if (!allowed(actor, "manage", kindOf(store))) return false;
  const author = roleOf(store, message.author);
  return author === null || actor.role === "owner" || outranks(actor.role, author);
}

/** The person who asked for an answer may delete it. */
function isAsker(store: SqlStore, message: MessageRow, actor: Actor): boolean {
  return message.turn !== null && findTurnOfAnswer(store, message.seq)?.asker === actor.user;
}
