/** Answers an inbox's frames about messages that are sent later. Pure over the SQL port. */
import { assertNever } from "../../../shared/assert-never.ts";
import { MAX_SCHEDULED, MAX_SNOOZE } from "../../../shared/limits.ts";
import type { ErrorCode } from "../../../shared/protocol/codes.ts";
import type { ScheduledRequest, ScheduleMessage } from "../../../shared/protocol/scheduled-frames.ts";
import { messageText, textProblem } from "../../../shared/text.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { refuse } from "../room/errors.ts";
import type { Answer } from "./answer.ts";
import { hasEntry } from "./room-entries.ts";
import { findScheduled, listScheduled, putScheduled, removeScheduled } from "./scheduled-messages.ts";

/** `now` is the server's clock, milliseconds. */
export function answerScheduled(store: SqlStore, frame: ScheduledRequest, now: number): Answer {
  const { ref } = frame;
  switch (frame.type) {
    case "scheduled.put":
      return put(store, frame, now);
    case "scheduled.remove": {
      const wasThere = removeScheduled(store, frame.id);
      return {
        ...(wasThere && { tell: { type: "scheduled", changed: [], removed: [frame.id] } }),
        reply: { type: "ok", ref },
      };
    }
    case "scheduled.list":
      return { reply: { type: "scheduled.all", ref, messages: listScheduled(store) } };
    default:
      return assertNever(frame);
  }
}

function put(store: SqlStore, { ref, message: wanted }: ScheduleMessage, now: number): Answer {
  const message = { ...wanted, text: messageText(wanted.text) };
  const refused = (code: ErrorCode, why: string): Answer => ({
    reply: { type: "error", ref, code, message: why },
  });
  const problem = textProblem(message.text);
  if (problem !== null) {
    const { refused: code, message: why } = problem === "empty" ? refuse.emptyText() : refuse.textTooLarge();
    return refused(code, why);
  }
  if (!hasEntry(store, message.room)) return refused("not_found", "This conversation is not in your list.");
  if (message.due > now + MAX_SNOOZE)
    return refused("bad_type", "A message can be sent at most a year later.");
  if (JSON.stringify(findScheduled(store, message.id)) === JSON.stringify(message)) {
    return { reply: { type: "ok", ref } };
  }
  if (!putScheduled(store, message)) {
    return refused(
      "too_many",
      `You have reached the limit of ${MAX_SCHEDULED} messages that are sent later.`,
    );
  }
  return { tell: { type: "scheduled", changed: [message], removed: [] }, reply: { type: "ok", ref } };
}
