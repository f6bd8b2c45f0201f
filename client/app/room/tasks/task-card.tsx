import { Show } from "solid-js";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { Task, TaskState } from "../../../../shared/tasks.ts";
import { messageExcerpt } from "../../../../shared/attachments.ts";
import { TaskCheck } from "../../../parts/tasks/task-check.tsx";
import { TaskValues } from "../../../parts/tasks/task-values.tsx";
import { t } from "../../../words/tasks.ts";
import { createRoomTasks } from "../../../sdk/tasks/index.ts";
import { useRoom } from "../room-context.tsx";
import "./task-card.css";

/** A message that is a task. It is the same for everyone, and changes for everyone at once. */
export default function TaskCard(props: { message: Message; task: Task }) {
  const room = useRoom();
  const tasksOfRoom = createRoomTasks(room.room);
  const title = () => props.message.text || messageExcerpt("", props.message.attachments);
  const assignee = () => {
    const user = props.task.assignee;
    return user === undefined ? undefined : room.nameOf(user);
  };
  function toggle(state: TaskState): void {
    const { task, message } = props;
    void room.attempt(() => tasksOfRoom.setState(message.seq, state, task.due?.at));
  }
  function comment(): void {
    room.setReplyingTo(props.message);
    room.focusComposer.now();
  }
  return (
    <div
      class="task-card"
      classList={{ "task-card--ended": props.task.state !== "open" }}
      role="group"
      aria-label={t("task")}
    >
      <TaskCheck
        title={title()}
        state={props.task.state}
        disabled={!room.may("write") || room.isPeeking()}
        onToggle={toggle}
      />
      <div class="task-card__texts">
        <p class="task-card__title" dir="auto">
          {title()}
        </p>
        <TaskValues task={props.task} hasNotes={false} assignee={assignee()} />
        <Show when={props.task.notes}>
          {(notes) => (
            <p class="task-card__notes" dir="auto">
              {notes()}
            </p>
          )}
        </Show>
        <Show when={room.may("write") && !room.isPeeking()}>
          <div class="task-card__actions">
            <button
              type="button"
              class="link-button"
              onClick={() => room.askTask({ change: props.message.seq })}
            >
              {t("details")}
            </button>
            <button type="button" class="link-button" onClick={comment}>
              {t("comment")}
            </button>
          </div>
        </Show>
      </div>
    </div>
  );
}
