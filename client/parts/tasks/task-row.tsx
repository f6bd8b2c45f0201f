import { Show } from "solid-js";
import type { Task, TaskState } from "../../../shared/tasks.ts";
import { TaskCheck } from "./task-check.tsx";
import { TaskValues } from "./task-values.tsx";
import "./task-row.css";

/** A task in a list. */
export interface ShownTask {
  title: string;
  task: Pick<Task, "state" | "due"> & { repeat?: unknown };
  hasNotes: boolean;
  assignee?: string | undefined;
  room?: string | undefined;
}

export function TaskRow(props: {
  shown: ShownTask;
  /** Missing if the person may not change it. */
  onToggle?: ((state: TaskState) => void) | undefined;
  onOpen: () => void;
}) {
  return (
    <div class="task-row" classList={{ "task-row--ended": props.shown.task.state !== "open" }}>
      <TaskCheck
        title={props.shown.title}
        state={props.shown.task.state}
        disabled={props.onToggle === undefined}
        onToggle={(state) => props.onToggle?.(state)}
      />
      <button type="button" class="task-row__texts" onClick={() => props.onOpen()}>
        <span class="task-row__title" dir="auto">
          {props.shown.title}
        </span>
        <Show when={props.shown}>
          {(shown) => (
            <TaskValues
              task={shown().task}
              hasNotes={shown().hasNotes}
              assignee={shown().assignee}
              room={shown().room}
            />
          )}
        </Show>
      </button>
    </div>
  );
}
