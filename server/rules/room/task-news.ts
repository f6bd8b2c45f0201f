/** What inboxes are told of a room's tasks: each person has theirs, of all rooms, in one list. */
import { messageExcerpt } from "../../../shared/attachments.ts";
import { isUserId, type RoomId, type UserId } from "../../../shared/ids.ts";
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Task } from "../../../shared/tasks.ts";
import { nextBeat } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { Effect } from "./effects.ts";
import { findMessage, hides } from "./messages/row.ts";
import { attachmentsIn } from "./rows/attachment-row.ts";
import { roleOf } from "./rows/member-row.ts";
import { readRoom } from "./rows/room-row.ts";
import { taskIn } from "./rows/task-row.ts";
import { schedule } from "./tasks.ts";

/** Tasks that an inbox is told at once. */
const TOLD_TOGETHER = 200;

/** A task as an inbox keeps it. Null: it is no longer one of this person's. */
export interface ToldTask {
  seq: Seq;
  task: { title: string; at: number; author: UserId; task: Task } | null;
}

export interface TaskNews {
  room: RoomId;
  epoch: string;
  /** The tasks are as they were at this head. */
  head: Seq;
  tasks: ToldTask[];
}

/** In the same transaction as the change, so that no crash loses it. */
export function noteTaskNews(store: SqlStore, effects: readonly Effect[], now: number): void {
  for (const effect of effects) if (effect.type === "publish") noteEvent(store, effect.event, now);
}

function noteEvent(store: SqlStore, event: RoomEvent, now: number): void {
  switch (event.type) {
    case "message.sent":
      if (event.message.task !== undefined) noteTask(store, event.seq, now);
      return;
    case "message.edited":
    case "message.deleted":
    case "message.moderated":
    case "task.changed":
      return noteTask(store, event.target, now);
    case "member.added":
      for (const seq of tasksNaming(store, event.user)) noteTask(store, seq, now);
      return;
    case "member.left":
    case "member.removed":
      for (const seq of tasksOf(store, event.user)) noteTask(store, seq, now);
      return;
    default:
  }
}

/** News for whoever has the task now, and for whoever had it. */
function noteTask(store: SqlStore, seq: Seq, now: number): void {
  const owner = ownerOf(store, seq);
  const { head } = readRoom(store);
  if (owner !== null)
    store.run("INSERT OR IGNORE INTO task_owners (user, task, changed) VALUES (?, ?, ?)", owner, seq, head);
  store.run("UPDATE task_owners SET changed = ? WHERE task = ?", head, seq);
  const users = store.all<{ user: UserId }>("SELECT user FROM task_owners WHERE task = ?", seq);
  for (const { user } of users) schedule(store, { task: "tasks", user }, nextBeat(now));
}

/** All inboxes are told again: a new epoch has begun, in which numbers mean something else. */
export function tellAllTasks(store: SqlStore, now: number): void {
  const { head } = readRoom(store);
  store.run("UPDATE task_owners SET changed = ?, told = -1", head);
  const users = store.all<{ user: UserId }>("SELECT DISTINCT user FROM task_owners");
  for (const { user } of users) schedule(store, { task: "tasks", user }, nextBeat(now));
}

/**
 * Who has a task: its assignee. If nobody in the room is, whoever made it. Null: nobody, or there is no such task.
 */
function ownerOf(store: SqlStore, seq: Seq): UserId | null {
  const message = findMessage(store, seq);
  const task = message?.task === null || message === null ? null : taskIn(message.task);
  if (message === null || task === null || hides(message.moderation)) return null;
  const isHere = (user: UserId): boolean => isUserId(user) && roleOf(store, user) !== null;
  if (task.assignee !== undefined && isHere(task.assignee)) return task.assignee;
  return isHere(message.author) ? message.author : null;
}

const tasksOf = (store: SqlStore, user: UserId): Seq[] =>
  store.all<{ task: Seq }>("SELECT task FROM task_owners WHERE user = ?", user).map(({ task }) => task);

/** Tasks that this person has made or been given, also before they left and came back. */
function tasksNaming(store: SqlStore, user: UserId): Seq[] {
  return store
    .all<{ seq: Seq }>(
      `SELECT seq FROM messages INDEXED BY tasks_by_order WHERE task_order IS NOT NULL
       AND (author = ?1 OR (json_valid(task) AND json_extract(task, '$.assignee') = ?1))`,
      user,
    )
    .map(({ seq }) => seq);
}

/** The next tasks of which this person's inbox has to be told; null if there are none. */
export function taskNews(store: SqlStore, user: UserId): TaskNews | null {
  const { id: room, epoch, head } = readRoom(store);
  const rows = store.all<{ task: Seq }>(
    `SELECT task FROM task_owners INDEXED BY task_news WHERE user = ? AND changed > told ORDER BY task LIMIT ?`,
    user,
    TOLD_TOGETHER,
  );
  if (rows.length === 0) return null;
  return { room, epoch, head, tasks: rows.map(({ task }) => toldTask(store, user, task)) };
}

function toldTask(store: SqlStore, user: UserId, seq: Seq): ToldTask {
  const message = findMessage(store, seq);
  const task = message === null || message.task === null ? null : taskIn(message.task);
  if (message === null || task === null || ownerOf(store, seq) !== user) return { seq, task: null };
  const { at, author, text, attachments } = message;
  const title = messageExcerpt(text, attachmentsIn(attachments), author);
  return { seq, task: { title, at, author, task } };
}

/** The inbox has taken this news. What has changed since is still to be told. */
export function noteTasksTold(store: SqlStore, user: UserId, { head, tasks }: TaskNews): void {
  for (const { seq, task } of tasks) {
    if (task === null)
      store.run("DELETE FROM task_owners WHERE user = ? AND task = ? AND changed <= ?", user, seq, head);
    else store.run("UPDATE task_owners SET told = ? WHERE user = ? AND task = ?", head, user, seq);
  }
}
