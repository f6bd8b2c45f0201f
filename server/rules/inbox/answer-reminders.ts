/** Answers an inbox's frames about reminders. Pure over the SQL port. */
import { assertNever } from "../../../shared/assert-never.ts";
import { MAX_REMINDER_AHEAD, MAX_REMINDERS } from "../../../shared/limits.ts";
import type { InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import type {
  AddReminder,
  ChangeReminder,
  Reminder,
  ReminderRequest,
  RemindersFrame,
} from "../../../shared/protocol/reminder-frames.ts";
import type { ErrorCode } from "../../../shared/protocol/codes.ts";
import type { ReminderId } from "../../../shared/ids.ts";
import { messageText } from "../../../shared/text.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { Answer } from "./answer.ts";
import { hasEntry } from "./room-entries.ts";
import {
  addReminder,
  type NewReminder,
  countDue,
  endReminder,
  findReminder,
  listReminders,
  removeReminder,
  snoozeReminder,
} from "./reminders.ts";

/** `now` is the server's clock, milliseconds. */
export function answerReminders(store: SqlStore, frame: ReminderRequest, now: number): Answer {
  const { ref } = frame;
  switch (frame.type) {
    case "reminder.add":
      return takeReminder(store, frame, now);
    case "reminder.change":
      return change(store, frame, now);
    case "reminder.remove": {
      const wasThere = removeReminder(store, frame.id);
      return { ...(wasThere && { tell: told(store, [], [frame.id]) }), reply: { type: "ok", ref } };
    }
    case "reminder.list":
      return { reply: { type: "reminders.page", ref, ...listReminders(store, frame.done, frame.after) } };
    default:
      return assertNever(frame);
  }
}

/** What all devices of the person are sent. */
export function told(store: SqlStore, changed: Reminder[], removed: ReminderId[] = []): RemindersFrame {
  return { type: "reminders", changed, removed, due: countDue(store) };
}

/** A time that has passed is no problem: a device may have waited for its connection. */
function problemOf(
  store: SqlStore,
  { about, text, due }: NewReminder,
  now: number,
  isMember: boolean,
): Problem | null {
  if (about.type !== "none" && !isMember && !hasEntry(store, about.room)) return NOT_LISTED;
  if (about.type === "none" && text === "") return NO_TEXT;
  return due > now + MAX_REMINDER_AHEAD ? TOO_FAR : null;
}

type Problem = { code: ErrorCode; message: string };

const NOT_LISTED = { code: "not_found", message: "This conversation is not in your list." } as const;
const NO_TEXT = { code: "bad_type", message: "A reminder needs a text." } as const;
const TOO_FAR = { code: "bad_type", message: "A reminder can be at most five years ahead." } as const;
const FULL = {
  code: "too_many",
  message: `You have reached the limit of ${MAX_REMINDERS} reminders.`,
} as const;
const GONE = { code: "not_found", message: "This reminder is gone." } as const;
const OTHER = { code: "conflict", message: "This id is in use for another reminder." } as const;

/** `isMember`: the caller knows that the person is in the room. The inbox may hear of a new room only after this. */
export function takeReminder(
  store: SqlStore,
  { ref, id, about, text, due }: Omit<AddReminder, "type">,
  now: number,
  isMember = false,
): Answer {
  const wanted = { id, about, text: messageText(text), due };
  const problem = problemOf(store, wanted, now, isMember);
  if (problem !== null) return refused(ref, problem);
  const isRepeated = findReminder(store, id) !== null;
  const added = addReminder(store, wanted, now);
  if (added === "conflict") return refused(ref, OTHER);
  if (added === "full") return refused(ref, FULL);
  return { ...(!isRepeated && { tell: told(store, [added]) }), reply: { type: "ok", ref } };
}

function change(store: SqlStore, { ref, id, change }: ChangeReminder, now: number): Answer {
  const before = findReminder(store, id);
  if (before === null) return refused(ref, GONE);
  if ("due" in change && change.due > now + MAX_REMINDER_AHEAD) return refused(ref, TOO_FAR);
  // A repeated frame must not make a reminder wait again that has become due meanwhile.
  if ("due" in change && before.state !== "done" && before.due === change.due)
    return { reply: { type: "ok", ref } };
  const after = "due" in change ? snoozeReminder(store, id, change.due) : endReminder(store, id, now);
  if (after === null) return refused(ref, FULL);
  const isSame = before.state === "done" && after.state === "done";
  return { ...(!isSame && { tell: told(store, [after]) }), reply: { type: "ok", ref } };
}

function refused(ref: number, problem: Problem): { reply: InboxServerFrame } {
  return { reply: { type: "error", ref, ...problem } };
}
