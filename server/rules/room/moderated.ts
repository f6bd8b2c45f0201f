/** Updates the rows of a message after a moderation decision. */
import { isHidden } from "../../../shared/as-shown.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Moderation } from "../../../shared/protocol/turns.ts";
import { attachmentsOf, encodeAttachments, forgetAttachments } from "./attachments.ts";
import type { Effect } from "./effects.ts";
import { forgetMentions, noteMentions, repliedTo } from "./mentions.ts";
import { appendEvent, nextSeq } from "./rows/log.ts";
import { findMessage, hides, mentionsOf } from "./messages/row.ts";
import { storeTask, taskIn } from "./rows/task-row.ts";
import { forgetSteps } from "./rows/step-row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { forgetSummaries } from "./summaries.ts";
import { afterReply, followOfReply } from "./threads/note.ts";
import { forgetPrograms } from "./turns/programs.ts";

/**
 * Stores a message's moderation mark and publishes it. Null: the message is shown normally. The text of a held message is stored only in
 * `held_messages`; retracted text is deleted. The turns that a hidden message asked for are not withdrawn here: `moderateMessage` in
 * `turns/end.ts` does that.
 */
export function markModerated(
  store: SqlStore,
  target: Seq,
  moderation: Moderation | null,
  by: { user: UserId; now: number },
): Effect[] {
  const message = findMessage(store, target);
  if (message === null) return [];
  const held = store.first<{ text: string }>("SELECT text FROM held_messages WHERE target = ?", target)?.text;
  const full = held ?? message.text;
  const hidden = isHidden(moderation);
  const seq = nextSeq(store);
  store.run("DELETE FROM held_messages WHERE target = ?", target);
  if (moderation?.state === "held")
    store.run("INSERT INTO held_messages (target, text) VALUES (?, ?)", target, full);
  if (hidden) {
    hide(store, target);
    forgetMentions(store, message);
  } else if (hides(message.moderation)) {
    noteMentions(store, target, message.author, mentionsOf(message), repliedTo(store, message));
  }
  if (moderation?.state === "retracted") {
    forgetAttachments(store, target, by.now);
    storeTask(store, target, undefined);
  }
  const text = hidden ? "" : full;
  const files = hidden ? [] : attachmentsOf(store, target);
  store.run(
    "UPDATE messages SET text = ?, attachments = ?, moderation = ? WHERE seq = ?",
    text,
    encodeAttachments(files),
    moderation === null ? null : JSON.stringify(moderation),
    target,
  );
  const event = appendEvent(store, {
    type: "message.moderated",
    seq,
    at: by.now,
    by: by.user,
    target,
    moderation,
    text: "",
  });
  const { event: told, effects } = afterReply(store, message, event);
  if (message.thread !== null && !hidden && hides(message.moderation)) followOfReply(store, message);
  const task = hidden || message.task === null ? null : taskIn(message.task);
  const whole = {
    ...told,
    text,
    author: message.author,
    ...(files.length > 0 && { attachments: files }),
    ...(task !== null && { task }),
  };
  return [{ type: "publish", event: whole }, ...effects];
}

/** Deletes a text everywhere except in the message's own row. Mentions stay: a message that is released has them again. */
export function hide(store: SqlStore, target: Seq): void {
  store.run("DELETE FROM versions WHERE target = ?", target);
  store.run(
    `UPDATE events SET data = json_remove(json_set(data, '$.text', ''), '$.excerpt') WHERE target = ? AND type = 'message.edited'`,
    target,
  );
  forgetSummaries(store, target);
  forgetSteps(store, target);
  forgetPrograms(store, target);
  store.run("UPDATE turns SET follow_ups = NULL WHERE answer = ?", target);
}
