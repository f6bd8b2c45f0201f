/** Parses untrusted text into a frame with a valid shape for the inbox. Never throws. */
import * as z from "zod/mini";
import {
  isPersonalTaskId,
  isReminderId,
  isRoomId,
  isUserId,
  type PersonalTaskId,
  type ReminderId,
  type RoomId,
} from "../ids.ts";
import { EXCERPT_LENGTH, MAX_REMINDER_TEXT, MAX_WATCHED } from "../limits.ts";
import { isTaskId, type TaskId } from "../task-id.ts";
import { MAX_TASK_TITLE, TASK_LISTS } from "../tasks.ts";
import { isValidTimeZone } from "../time-zone.ts";
import type { InboxClientFrame } from "./inbox-client-frames.ts";
import { NOTICE_LEVELS } from "./inbox-settings.ts";
import { parseWith, type Parsed } from "./parse.ts";
import { mentions, messageId } from "./room-shapes.ts";
import { newTask, taskChange, taskState } from "./task-shapes.ts";
import { ack, base64, draftEpoch, hello, ref } from "./shapes.ts";

const room = z.custom<RoomId>(isRoomId);
/** Whatever is no person's id is left out: agents, and kinds of members of later versions. */
const people = z.pipe(
  z.array(z.unknown()).check(z.maxLength(MAX_WATCHED)),
  z.transform((ids) => ids.filter(isUserId)),
);
const seq = z.int().check(z.nonnegative());
/** The first message of a thread. */
const thread = z.exactOptional(z.int().check(z.positive()));
const time = z.int().check(z.nonnegative());
const place = z.object({ at: time, room });
const flag = z.exactOptional(z.boolean());
const change = z.object({
  pinned: flag,
  muted: flag,
  level: z.exactOptional(z.enum(NOTICE_LEVELS)),
  done: z.exactOptional(z.nullable(seq)),
  snoozedUntil: z.exactOptional(z.nullable(time)),
  unread: flag,
});
const preferences = z.object({ privateReading: z.exactOptional(z.literal(true)) });
/** One more character than EXCERPT_LENGTH, for the ellipsis of a cut text. */
const excerpt = z.string().check(z.maxLength(EXCERPT_LENGTH + 1));

const reminder = z.custom<ReminderId>(isReminderId);
const about = z.discriminatedUnion("type", [
  z.object({ type: z.literal("none") }),
  z.object({ type: z.literal("room"), room }),
  z.object({ type: z.literal("message"), room, seq }),
]);
const reminderChange = z.union([z.object({ due: time }), z.object({ done: z.literal(true) })]);

const task = z.custom<TaskId>(isTaskId);
const title = z.string().check(z.maxLength(MAX_TASK_TITLE));
const zone = z.string().check(z.refine(isValidTimeZone));

const inboxFrame = z.discriminatedUnion("type", [
  hello,
  ack,
  z.object({ type: z.literal("draft.open"), ref, room, thread, epoch: draftEpoch, vector: base64 }),
  z.object({ type: z.literal("draft.update"), ref, room, thread, epoch: draftEpoch, update: base64 }),
  z.object({ type: z.literal("set"), ref, room, change }),
  z.object({ type: z.literal("prefer"), ref, preferences }),
  z.object({ type: z.literal("read.all"), ref, room: z.exactOptional(room) }),
  z.object({ type: z.literal("save"), ref, room, seq, excerpt }),
  z.object({ type: z.literal("unsave"), ref, room, seq }),
  z.object({ type: z.literal("page"), ref, after: z.nullable(place) }),
  z.object({ type: z.literal("saved.list"), ref, before: z.nullable(time) }),
  z.object({ type: z.literal("unreadMessages"), ref, room }),
  z.object({
    type: z.literal("reminder.add"),
    ref,
    id: reminder,
    about,
    text: z.string().check(z.maxLength(MAX_REMINDER_TEXT)),
    due: time,
  }),
  z.object({ type: z.literal("reminder.change"), ref, id: reminder, change: reminderChange }),
  z.object({
    type: z.literal("scheduled.put"),
    ref,
    message: z.object({
      id: messageId,
      room,
      text: z.string(),
      mentionRanges: mentions.mentionRanges,
      replyTo: z.exactOptional(seq),
      thread: z.exactOptional(seq),
      alsoRoom: z.exactOptional(z.literal(true)),
      due: time,
    }),
  }),
  z.object({ type: z.literal("scheduled.remove"), ref, id: messageId }),
  z.object({ type: z.literal("scheduled.list"), ref }),
  z.object({ type: z.literal("reminder.remove"), ref, id: reminder }),
  z.object({
    type: z.literal("reminder.list"),
    ref,
    done: z.boolean(),
    after: z.nullable(z.object({ at: time, id: reminder })),
  }),
  z.object({
    type: z.literal("task.add"),
    ref,
    id: z.custom<PersonalTaskId>(isPersonalTaskId),
    title,
    task: newTask,
  }),
  z.object({
    type: z.literal("task.change"),
    ref,
    id: task,
    version: z.exactOptional(z.int()),
    title: z.exactOptional(title),
    ...taskChange,
  }),
  z.object({ type: z.literal("task.state"), ref, id: task, state: taskState, due: z.exactOptional(z.int()) }),
  z.object({ type: z.literal("task.place"), ref, id: task, before: z.nullable(task) }),
  z.object({ type: z.literal("task.remove"), ref, id: task }),
  z.object({ type: z.literal("task.open"), ref, id: task }),
  z.object({
    type: z.literal("task.list"),
    ref,
    list: z.enum(TASK_LISTS),
    zone,
    after: z.nullable(z.string().check(z.maxLength(300))),
  }),
  z.object({ type: z.literal("here"), ref, state: z.enum(["active", "idle"]) }),
  z.object({ type: z.literal("watch"), ref, people }),
  z.object({
    type: z.literal("status"),
    ref,
    status: z.exactOptional(
      z.nullable(
        z.object({ text: z.string(), emoji: z.exactOptional(z.string()), until: z.exactOptional(time) }),
      ),
    ),
    quiet: z.exactOptional(z.nullable(z.object({ until: z.exactOptional(time) }))),
  }),
]);

export function parseInboxFrame(data: string | ArrayBuffer | ArrayBufferView): Parsed<InboxClientFrame> {
  return parseWith(inboxFrame, data);
}
