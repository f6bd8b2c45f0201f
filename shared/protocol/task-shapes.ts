/** Shapes of tasks in frames of rooms and of inboxes. */
import * as z from "zod/mini";
import { isMemberId, type UserId } from "../ids.ts";
import { MAX_REPEAT_RULE, MAX_TASK_NOTES, TASK_STATES } from "../tasks.ts";

const due = z.object({
  at: z.int(),
  zone: z.string().check(z.maxLength(60)),
  allDay: z.exactOptional(z.literal(true)),
});
const assignee = z.custom<UserId>(isMemberId);
const repeat = z.string().check(z.maxLength(MAX_REPEAT_RULE));
const notes = z.string().check(z.maxLength(MAX_TASK_NOTES));

export const taskState = z.enum(TASK_STATES);

export const newTask = z.object({
  due: z.exactOptional(due),
  assignee: z.exactOptional(assignee),
  repeat: z.exactOptional(repeat),
  notes: z.exactOptional(notes),
});

export const taskChange = {
  due: z.exactOptional(z.nullable(due)),
  assignee: z.exactOptional(z.nullable(assignee)),
  repeat: z.exactOptional(z.nullable(repeat)),
  notes: z.exactOptional(z.nullable(notes)),
};
