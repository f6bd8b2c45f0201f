import { taskInState } from "../../tasks/change.ts";
import { findTask, publishTask } from "../room-tasks.ts";
import { defineCommand } from "./command.ts";

/** Completes, cancels or opens a task. */
export const taskState = defineCommand<"task.state">({
  needs: "write",
  rate: "command",
  endsTurns: false,
  run(store, { target, ...wanted }, actor) {
    const task = findTask(store, target);
    if ("refused" in task) return task;
    const changed = taskInState(task, wanted, actor);
    if (changed === null) return { effects: [] };
    const event = publishTask(store, target, changed, actor);
    return { seq: event.seq, effects: [{ type: "publish", event }] };
  },
});
