import { createResource, Show } from "solid-js";
import type { ListedTask } from "../../sdk/tasks/types.ts";
import { messageOf } from "../../parts/lib/http.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import TaskDialog, { type TaskForm } from "../../parts/tasks/task-dialog.tsx";
import { useTasks } from "../../parts/tasks/tasks-context.ts";
import { t } from "../../words/tasks.ts";
import { createTaskActions } from "./create-task-actions.ts";

/** A task of the person's lists, to be read and changed. Its notes are loaded when it is opened. */
export default function OpenTaskDialog(props: { task: ListedTask; onGo: () => void; onClose: () => void }) {
  const { tasks } = useTasks();
  const { serverNow } = useInbox();
  const actions = createTaskActions();
  const [whole] = createResource(async () => {
    try {
      return await (await tasks()).open(props.task.id);
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
      props.onClose();
      return undefined;
    }
  });
  async function save(before: ListedTask, form: TaskForm): Promise<void> {
    const { task, title } = before;
    const isSameDue = JSON.stringify(form.due) === JSON.stringify(task.due ?? null);
    const isSameRepeat = form.repeat === (task.repeat?.rule ?? null);
    const isSameNotes = form.notes.trim() === (task.notes ?? "");
    const isRenamed = before.room === undefined && form.title !== title;
    const all = await tasks();
    await all.change(before.id, {
      ...(!isSameDue && { due: form.due }),
      ...((!isSameRepeat || !isSameDue) && { repeat: form.repeat }),
      ...(!isSameNotes && { notes: form.notes }),
      ...(isRenamed && { title: form.title }),
      ...((!isSameNotes || isRenamed) && { version: task.version }),
    });
  }
  return (
    <Show when={whole()}>
      {(loaded) => (
        <TaskDialog
          heading={t("change")}
          initial={{
            title: loaded().title,
            due: loaded().task.due ?? null,
            repeat: loaded().task.repeat?.rule ?? null,
            notes: loaded().task.notes ?? "",
          }}
          isTitleFixed={loaded().room !== undefined}
          now={serverNow}
          more={
            <>
              <Show when={loaded().room !== undefined}>
                <button type="button" class="link-button" onClick={() => props.onGo()}>
                  {t("toRoom")}
                </button>
              </Show>
              <button
                type="button"
                class="link-button"
                onClick={() => {
                  actions.setState(loaded(), loaded().task.state === "open" ? "cancelled" : "open");
                  props.onClose();
                }}
              >
                {t(loaded().task.state === "open" ? "cancelTask" : "reopen")}
              </button>
              <Show when={loaded().room === undefined}>
                <button
                  type="button"
                  class="link-button"
                  onClick={() => {
                    actions.remove(loaded());
                    props.onClose();
                  }}
                >
                  {t("remove")}
                </button>
              </Show>
            </>
          }
          onSave={(form) => save(loaded(), form)}
          onClose={() => props.onClose()}
        />
      )}
    </Show>
  );
}
