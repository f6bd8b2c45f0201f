import { changedTask } from "../../tasks/change.ts";
import { refuse } from "../errors.ts";
import { mayPost } from "../posting.ts";
import { findTask, publishTask, refuseAssignee } from "../room-tasks.ts";
import { defineCommand } from "./command.ts";

/** Changes when a task is due, who has it, how it repeats, or its notes. */
export const taskChange = defineCommand<"task.change">({
  needs: "write",
  rate: "command",
  endsTurns: false,
  run(store, { target, version, due, assignee, repeat, notes }, actor) {
    const task = findTask(store, target);
    if ("refused" in task) return task;
    // Notes are texts that others read. Completing a task is none.
    if (!mayPost(store, actor)) return refuse.notAllowed("write in this room, which is for announcements");
    const isNew = assignee !== undefined && assignee !== task.assignee;
    const problem = isNew ? refuseAssignee(store, assignee) : null;
    if (problem !== null) return problem;
    const changed = changedTask(task, {
      ...(due !== undefined && { due }),
      ...(assignee !== undefined && { assignee }),
      ...(repeat !== undefined && { repeat }),
      ...(notes !== undefined && { notes }),
    });
    if (changed === null) return { effects: [] };
    if ("refused" in changed) return changed;
    // Other values replace what was there; notes are a text, and nobody's words get lost.
    if (changed.notes !== task.notes && version !== task.version) return refuse.otherNotes();
    const event = publishTask(store, target, changed, actor);
    return { seq: event.seq, effects: [{ type: "publish", event }] };
  },
});
