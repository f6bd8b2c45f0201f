import type { TaskState } from "../../../shared/tasks.ts";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/tasks.ts";
import "./task-check.css";

/** Completes a task, or opens it again. */
export function TaskCheck(props: {
  title: string;
  state: TaskState;
  disabled?: boolean;
  onToggle: (state: TaskState) => void;
}) {
  const isOpen = () => props.state === "open";
  return (
    <button
      type="button"
      class="task-check"
      role="checkbox"
      aria-checked={!isOpen()}
      aria-label={t("doneNamed", { title: props.title })}
      disabled={props.disabled}
      onClick={() => props.onToggle(isOpen() ? "done" : "open")}
    >
      <span class="task-check__box" classList={{ "task-check__box--cancelled": props.state === "cancelled" }}>
        <Icon name={props.state === "cancelled" ? "close" : "check"} size={14} />
      </span>
    </button>
  );
}
