/** A task that is due is told outside of the app too, at its time, until it is ended, moved or removed. */
import type { OrganizationId } from "../../../shared/ids.ts";
import type { ListedTask, TasksFrame } from "../../../shared/protocol/task-frames.ts";
import type { Due } from "../../../shared/tasks.ts";
import { localTime, momentOf } from "../../../shared/zoned-time.ts";
import { noticeWords } from "../../notify/notice-words.ts";
import type { Notice } from "../../rules/notify/notice.ts";
import { readNoticeSettings } from "../../rules/notify/notice-settings.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { InboxNotices } from "./inbox-notices.ts";

/** A task of a whole day is told in the morning of its zone. Minutes of the day. */
const MORNING = 9 * 60;

const keyOf = (id: ListedTask["id"]): string => `task_${id}`;

/** Takes what the person's devices are told of their tasks. What was due before it came here is not told: it is in the list of today. */
export function tellTasks(
  notices: InboxNotices,
  { store, organization, now }: { store: SqlStore; organization: OrganizationId; now: number },
  { changed, removed }: Pick<TasksFrame, "changed" | "removed">,
): void {
  for (const task of changed) {
    const { due, state } = task.task;
    const at = due === undefined || state !== "open" ? null : toldAt(due);
    if (at !== null && at > now) notices.put(noticeOf(store, organization, task, at), at);
    else notices.cancel(keyOf(task.id));
  }
  for (const id of removed) notices.cancel(keyOf(id));
}

const toldAt = ({ at, zone, allDay }: Due): number =>
  allDay ? momentOf(zone, localTime(zone, at).date, MORNING) : at;

function noticeOf(
  store: SqlStore,
  organization: OrganizationId,
  { id, title: text, room, seq }: ListedTask,
  at: number,
): Notice {
  const title = noticeWords(readNoticeSettings(store).language)("taskDue");
  const place = room === undefined ? "tasks" : `${room}#m${seq ?? 0}`;
  return {
    ...{ key: keyOf(id), kind: "task", title, text, at, address: `/${organization}/${place}`, actions: [] },
    ...(room !== undefined && { room }),
    ...(seq !== undefined && { seq }),
  };
}
