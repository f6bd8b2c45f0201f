import type { ListedTask, TaskId, TaskState } from "../../sdk/tasks/types.ts";
import { messageOf } from "../../parts/lib/http.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { useTasks } from "../../parts/tasks/tasks-context.ts";
import { t } from "../../words/tasks.ts";

export interface TaskActions {
  setState: (task: ListedTask, state: TaskState) => void;
  remove: (task: ListedTask) => void;
  /** Shows why something failed. */
  attempt: (work: Promise<unknown>) => void;
  place: (id: TaskId, before: TaskId | null) => Promise<void>;
}

/** What a person does with a task of their lists. A failure is shown as a toast. */
export function createTaskActions(): TaskActions {
  const { tasks } = useTasks();
  const attempt = (work: Promise<unknown>): void =>
    void work.catch((error: unknown) => showToast({ text: messageOf(error), isProblem: true }));
  async function setState({ id, task }: ListedTask, state: TaskState): Promise<void> {
    const { due, repeat } = task;
    const all = await tasks();
    await all.setState(id, state, due?.at);
    if (state !== "done") return;
    // Of a task that repeats, the next time is taken back.
    const undo =
      repeat !== undefined && due !== undefined
        ? () => attempt(all.change(id, { due }))
        : () => attempt(all.setState(id, "open"));
    showToast({ text: t("completed"), undo });
  }
  return {
    setState: (task, state) => attempt(setState(task, state)),
    remove: ({ id }) =>
      attempt(
        tasks()
          .then((all) => all.remove(id))
          .then(() => showToast({ text: t("deleted") })),
      ),
    attempt,
    place: async (id, before) => (await tasks()).place(id, before),
  };
}
