import { Show } from "solid-js";
import { isOverdue, type Task } from "../../../shared/tasks.ts";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/tasks.ts";
import { findInbox } from "../contexts/inbox-context.ts";
import { now } from "../lib/now.ts";
import { deviceZone } from "../when/create-when.ts";
import { dueText } from "./due-text.ts";
import { notes, repeat } from "./task-icons.ts";
import "./task-values.css";

/** When a task is due, whether it repeats and has notes, and who has it. */
export function TaskValues(props: {
  task: Pick<Task, "state" | "due"> & { repeat?: unknown };
  hasNotes: boolean;
  /** Missing if nobody is named. */
  assignee?: string | undefined;
  /** Where it is. */
  room?: string | undefined;
}) {
  const zone = deviceZone();
  // The list of conversations knows the server's clock. A room that is used alone has the device's.
  const clock = findInbox()?.serverNow ?? now;
  const isLate = () =>
    props.task.state === "open" && props.task.due !== undefined && isOverdue(props.task.due, clock(), zone);
  return (
    <span class="task-values">
      <Show when={props.task.state === "cancelled"}>
        <span class="task-values__one">{t("cancelled")}</span>
      </Show>
      <Show when={props.task.due}>
        {(due) => (
          <time
            class="task-values__one"
            classList={{ "task-values__one--late": isLate() }}
            dateTime={new Date(due().at).toISOString()}
          >
            <Icon name="clock" size={14} />
            <Show when={isLate()}>
              <span class="visually-hidden">{t("overdue")}: </span>
            </Show>
            {dueText(due(), zone, clock())}
          </time>
        )}
      </Show>
      <Show when={props.task.repeat !== undefined}>
        <span class="task-values__one" title={t("repeats")}>
          <Icon name={repeat} size={14} />
          <span class="visually-hidden">{t("repeats")}</span>
        </span>
      </Show>
      <Show when={props.hasNotes}>
        <span class="task-values__one" title={t("hasNotes")}>
          <Icon name={notes} size={14} />
          <span class="visually-hidden">{t("hasNotes")}</span>
        </span>
      </Show>
      <Show when={props.assignee}>
        {(name) => (
          <span class="task-values__one one-line">
            <Icon name="person" size={14} />
            <span class="name one-line" dir="auto">
              {name()}
            </span>
          </span>
        )}
      </Show>
      <Show when={props.room}>
        {(name) => (
          <span class="task-values__one one-line">
            <Icon name="chat" size={14} />
            <span class="name one-line" dir="auto">
              {name()}
            </span>
          </span>
        )}
      </Show>
    </span>
  );
}
