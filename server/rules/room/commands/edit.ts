import { messageExcerpt } from "../../../../shared/attachments.ts";
import { MAX_TASK_TITLE } from "../../../../shared/tasks.ts";
import { messageText } from "../../../../shared/text.ts";
import { refuse } from "../errors.ts";
import { forgetMentions, mentionedBy, noteMentions, repliedTo } from "../mentions.ts";
import { refuseText } from "../refuse-text.ts";
import { attachmentsIn } from "../rows/attachment-row.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findMessage, hides } from "../messages/row.ts";
import { forgetSummaries } from "../summaries.ts";
import { noteEdited } from "../threads/note.ts";
import { defineCommand } from "./command.ts";

/** Replaces the text of the author's own message. */
export const edit = defineCommand<"edit">({
  needs: "write",
  rate: "command",
  endsTurns: false,
  run(store, command, actor) {
    const message = findMessage(store, command.target);
    if (message === null || message.author !== actor.user) return refuse.noSuchMessage();
    if (message.deleted_at !== null) return refuse.deleted();
    if (hides(message.moderation)) return refuse.hidden();

    const text = messageText(command.text);
    if (message.version === command.version + 1 && message.text === text) return { effects: [] };
    if (message.version !== command.version) return refuse.otherVersion();
    const files = attachmentsIn(message.attachments);
    const problem = refuseText(text, files.length > 0);
    if (problem !== null) return problem;
    if (message.task !== null && text.length > MAX_TASK_TITLE) return refuse.titleTooLong();

    const mentioned = mentionedBy(store, text, command);
    if ("refused" in mentioned) return mentioned;
    const { mentions, ranges } = mentioned;
    const seq = nextSeq(store);
    const version = message.version + 1;
    store.run(
      "INSERT INTO versions (target, version, text, at) VALUES (?, ?, ?, ?)",
      message.seq,
      message.version,
      message.text,
      message.edited_at ?? message.at,
    );
    store.run(
      "UPDATE messages SET text = ?, mentions = ?, mention_ranges = ?, version = ?, edited_at = ? WHERE seq = ?",
      text,
      mentions.length === 0 ? null : JSON.stringify(mentions),
      ranges.length === 0 ? null : JSON.stringify(ranges),
      version,
      actor.now,
      message.seq,
    );
    const original = repliedTo(store, message);
    forgetSummaries(store, message.seq);
    forgetMentions(store, message);
    noteMentions(store, message.seq, actor.user, mentions, original);
    const told = noteEdited(store, message.seq);
    const event = appendEvent(store, {
      type: "message.edited",
      seq,
      at: actor.now,
      by: actor.user,
      target: message.seq,
      version,
      text,
      mentions,
      ...(ranges.length > 0 && { mentionRanges: ranges }),
      ...(text === "" && { excerpt: messageExcerpt(text, files) }),
    });
    return { seq, effects: [{ type: "publish", event }, ...told] };
  },
});
