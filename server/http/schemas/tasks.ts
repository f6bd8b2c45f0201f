/** Tasks of rooms and of persons. */
import * as z from "zod";
import {
  type ApiTask,
  type ApiTaskList,
  type ChangeApiTask,
  type CompleteApiTask,
  type NewApiTask,
  TASK_STATUSES,
  type WrittenDue,
} from "../../../shared/api-tasks.ts";
import { isTaskId } from "../../../shared/task-id.ts";
import {
  type Due,
  MAX_REPEAT_RULE,
  MAX_TASK_NOTES,
  MAX_TASK_TITLE,
  type NewTask,
  type Task,
  TASK_STATES,
} from "../../../shared/tasks.ts";
import { isValidTimeZone } from "../../../shared/time-zone.ts";
import * as fields from "./fields.ts";

const taskId = z.string().refine(isTaskId);
const zone = z.string().max(60);

export const due: z.ZodType<Due> = z
  .object({ at: fields.time, zone, allDay: z.literal(true).exactOptional() })
  .meta({ id: "Due" });
const assignee = fields.memberId;
const repeat = z
  .string()
  .max(MAX_REPEAT_RULE)
  .meta({ description: "A rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=FR`." });
const notes = z.string().max(MAX_TASK_NOTES);
const title = z.string().max(MAX_TASK_TITLE);
const state = z.enum(TASK_STATES).meta({ id: "TaskState" });
const ended = z.strictObject({ at: fields.time, by: fields.memberId }).meta({ id: "TaskEnd" });

/** With which values a message becomes a task. */
export const newTask: z.ZodType<NewTask> = z
  .object({
    due: due.exactOptional(),
    assignee: assignee.exactOptional(),
    repeat: repeat.exactOptional(),
    notes: notes.exactOptional(),
  })
  .meta({ id: "MessageTask" });

/** The task of a message. */
export const task: z.ZodType<Task> = z
  .strictObject({
    state,
    due: due.exactOptional(),
    assignee: assignee.exactOptional(),
    repeat: z.strictObject({ rule: z.string(), since: fields.time }).exactOptional(),
    notes: z.string().exactOptional(),
    order: z.string(),
    version: fields.version,
    ended: ended.exactOptional(),
    times: fields.count.exactOptional(),
  })
  .meta({ id: "TaskOfMessage" });

const writtenDue: z.ZodType<WrittenDue> = z.union([due, z.string().max(200)]).meta({
  description:
    "A moment, a day (`2026-12-04`), a time of the clock (`2026-12-04T09:00`), a moment of ISO 8601, or words such as `next Friday 9:00`.",
});
const inZone = {
  zone: zone.refine(isValidTimeZone).exactOptional().meta({
    description: "The time zone of a `due` that is a text, such as `Europe/Berlin`. UTC if it is missing.",
  }),
  language: z.string().max(35).exactOptional(),
};

export const newApiTask: z.ZodType<NewApiTask> = z
  .object({
    title,
    room: fields.roomId.exactOptional(),
    due: writtenDue.exactOptional(),
    assignee: assignee.exactOptional(),
    repeat: repeat.exactOptional(),
    notes: notes.exactOptional(),
    ...inZone,
  })
  .meta({ id: "NewTask" });

export const changeApiTask: z.ZodType<ChangeApiTask> = z
  .object({
    version: fields.version.exactOptional(),
    title: title.exactOptional(),
    state: state.exactOptional(),
    due: writtenDue.nullable().exactOptional(),
    assignee: assignee.nullable().exactOptional(),
    repeat: repeat.nullable().exactOptional(),
    notes: notes.nullable().exactOptional(),
    ...inZone,
  })
  .meta({ id: "ChangeTask" });

export const completeApiTask: z.ZodType<CompleteApiTask> = z
  .object({ due: fields.time.exactOptional() })
  .meta({ id: "CompleteTask" });

export const apiTask: z.ZodType<ApiTask> = z
  .strictObject({
    id: taskId,
    room: fields.roomId.exactOptional(),
    message: fields.seq.exactOptional(),
    title: z.string(),
    state,
    due: due.exactOptional(),
    assignee: assignee.exactOptional(),
    repeat: z.string().exactOptional(),
    notes: z.string().exactOptional(),
    hasNotes: z.boolean(),
    author: fields.memberId,
    createdAt: fields.time,
    ended: ended.exactOptional(),
    times: fields.count.exactOptional(),
    version: fields.version,
  })
  .meta({ id: "Task" });

export const apiTaskList: z.ZodType<ApiTaskList> = z
  .strictObject({ items: z.array(apiTask), next: z.string().nullable() })
  .meta({ id: "TaskList" });

export const tasksAsked = z.object({
  status: z.enum(TASK_STATUSES).default("pending"),
  room: fields.roomId.optional(),
  cursor: z.string().max(300).optional(),
});
export const TASKS_HINT =
  "Ask with status (pending or ended), room (an id) and cursor (the `next` of the page before).";
