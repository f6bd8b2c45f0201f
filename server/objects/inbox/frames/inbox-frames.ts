import type { Capability } from "../../../../shared/permissions.ts";
import type { Ack, Hello } from "../../../../shared/protocol/frames.ts";
import type { InboxClientFrame } from "../../../../shared/protocol/inbox-client-frames.ts";
import type { ReminderRequest } from "../../../../shared/protocol/reminder-frames.ts";
import type { ScheduledRequest } from "../../../../shared/protocol/scheduled-frames.ts";
import type { TaskRequest } from "../../../../shared/protocol/task-frames.ts";
import type { ListFrame } from "../../../rules/inbox/answer.ts";
import type { OpenSocket } from "../../../sockets/connections.ts";
import type { FrameTable } from "../../../sockets/frame-table.ts";
import type { Inbox } from "./inbox.ts";

export type InboxRequest = Exclude<InboxClientFrame, Hello | Ack>;

const answerList = (frame: ListFrame, socket: OpenSocket, { lists }: Inbox, now: number): void =>
  lists.answer(socket, frame, now);

const answerReminder = (
  frame: ReminderRequest,
  socket: OpenSocket,
  { reminders }: Inbox,
  now: number,
): void => reminders.answer(socket, frame, now);

const answerScheduled = (
  frame: ScheduledRequest,
  socket: OpenSocket,
  { scheduled }: Inbox,
  now: number,
): void => scheduled.answer(socket, frame, now);

const answerTask = (frame: TaskRequest, socket: OpenSocket, { tasks }: Inbox, now: number): Promise<void> =>
  tasks.answer(socket, frame, now);

/** Every frame after `hello`: the scope that it needs, its rate limit and its handler. An inbox has no roles, only scopes. */
export const inboxFrames = {
  "draft.open": {
    needs: "write",
    rate: "compose",
    answer: (frame, socket, { drafts }) => drafts.open(socket, frame),
  },
  "draft.update": {
    needs: "write",
    rate: "compose",
    answer: (frame, socket, { drafts }) => drafts.update(socket, frame),
  },
  set: { needs: "write", rate: "command", answer: answerList },
  prefer: { needs: "write", rate: "command", answer: answerList },
  "read.all": { needs: "read", rate: "command", answer: answerList },
  save: { needs: "write", rate: "command", answer: answerList },
  unsave: { needs: "write", rate: "command", answer: answerList },
  page: { needs: "read", rate: "read", answer: answerList },
  "saved.list": { needs: "read", rate: "read", answer: answerList },
  unreadMessages: {
    needs: "read",
    rate: "read",
    answer: (frame, socket, { unreadMessages }) => unreadMessages.answer(socket, frame),
  },
  "reminder.add": { needs: "write", rate: "command", answer: answerReminder },
  "reminder.change": { needs: "write", rate: "command", answer: answerReminder },
  "reminder.remove": { needs: "write", rate: "command", answer: answerReminder },
  "reminder.list": { needs: "read", rate: "read", answer: answerReminder },
  "scheduled.put": { needs: "write", rate: "command", answer: answerScheduled },
  "scheduled.remove": { needs: "write", rate: "command", answer: answerScheduled },
  "scheduled.list": { needs: "read", rate: "read", answer: answerScheduled },
  "task.add": { needs: "write", rate: "command", answer: answerTask },
  "task.change": { needs: "write", rate: "command", answer: answerTask },
  "task.state": { needs: "write", rate: "command", answer: answerTask },
  "task.place": { needs: "write", rate: "command", answer: answerTask },
  "task.remove": { needs: "write", rate: "command", answer: answerTask },
  "task.open": { needs: "read", rate: "read", answer: answerTask },
  "task.list": { needs: "read", rate: "read", answer: answerTask },
  here: {
    needs: "read",
    rate: "signal",
    answer: (frame, socket, { presence }) => presence.here(socket, frame),
  },
  // One `watch` frame can call a hundred other inboxes.
  watch: {
    needs: "read",
    rate: "steer",
    answer: (frame, socket, { presence }) => presence.watch(socket, frame),
  },
  status: {
    needs: "write",
    rate: "command",
    answer: (frame, socket, { presence }) => presence.setStatus(socket, frame),
  },
} satisfies FrameTable<InboxRequest, Inbox> & Record<InboxRequest["type"], { needs: Capability }>;
