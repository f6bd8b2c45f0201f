/** Tasks as the API shows them. */
import type { ApiTask } from "../../../shared/api-tasks.ts";
import { messageExcerpt } from "../../../shared/attachments.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import type { ListedTask } from "../../../shared/protocol/task-frames.ts";
import { roomTaskId } from "../../../shared/task-id.ts";
import type { Task } from "../../../shared/tasks.ts";

function taskFields({ state, due, assignee, repeat, notes, ended, times, version }: Task) {
  return {
    state,
    ...(due !== undefined && { due }),
    ...(assignee !== undefined && { assignee }),
    ...(repeat !== undefined && { repeat: repeat.rule }),
    ...(notes !== undefined && { notes }),
    ...(ended !== undefined && { ended }),
    ...(times !== undefined && { times }),
    version,
  };
}

export function apiTaskOf({ id, room, seq, title, author, madeAt, task, hasNotes }: ListedTask): ApiTask {
  return {
    id,
    ...(room !== undefined && seq !== undefined && { room, message: seq }),
    title,
    ...taskFields(task),
    hasNotes: hasNotes === true,
    author,
    createdAt: madeAt,
  };
}

/** Null if the message is no task, or none any more. `isListed`: without its notes. */
export function apiTaskIn(room: RoomId, message: Message | null, isListed = false): ApiTask | null {
  if (message?.task === undefined) return null;
  const { seq, text, attachments, author, at, task } = message;
  const { notes, ...fields } = taskFields(task);
  return {
    id: roomTaskId(room, seq),
    room,
    message: seq,
    title: text === "" ? messageExcerpt(text, attachments, author) : text,
    ...fields,
    ...(notes !== undefined && !isListed && { notes }),
    hasNotes: notes !== undefined,
    author,
    createdAt: at,
  };
}
