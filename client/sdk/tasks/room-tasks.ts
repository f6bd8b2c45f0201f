import type { RoomEvent, Seq } from "../../../shared/protocol/events.ts";
import type { TaskChange, TaskState } from "../../../shared/tasks.ts";
import type { Room } from "../types.ts";

/** Changes of the tasks of a room. They resolve when the room has done it, and reject with `ParleyError`. */
export interface RoomTasks {
  /** With `notes`, `version` is the one that the person saw. */
  change(target: Seq, change: TaskChange & { version?: number }): Promise<void>;
  /** `due`: the due time that is completed, of a task that repeats. */
  setState(target: Seq, state: TaskState, due?: number): Promise<void>;
  /** Puts a task before another one; null puts it at the end. */
  move(target: Seq, before: Seq | null): Promise<void>;
  /** Called when tasks of the room may have changed. */
  subscribe(listener: () => void): () => void;
}

/** New tasks are messages: `room.send({ text: "Water the plants", task: {} })`. */
export function createRoomTasks(room: Pick<Room, "requests" | "onEvents">): RoomTasks {
  return {
    async change(target, change) {
      await room.requests.ask({ type: "task.change", target, ...change });
    },
    async setState(target, state, due) {
      await room.requests.ask({ type: "task.state", target, state, ...(due !== undefined && { due }) });
    },
    async move(target, before) {
      await room.requests.ask({ type: "task.move", target, before });
    },
    subscribe: (listener) =>
      room.onEvents((events) => {
        if (events.length === 0 || events.some(concernsTasks)) listener();
      }),
  };
}

/** An edit, a deletion or a decision may be about a task that is not loaded. */
const concernsTasks = (event: RoomEvent): boolean =>
  event.type === "message.sent"
    ? event.message.task !== undefined
    : ["task.changed", "message.edited", "message.deleted", "message.moderated"].includes(event.type);
