import { createResource, Show } from "solid-js";
import { type ApiTask, taskPaths } from "../../../../shared/api-tasks.ts";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { roomTaskId } from "../../../../shared/task-id.ts";
import type { NewTask, TaskChange } from "../../../../shared/tasks.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { now } from "../../../parts/lib/now.ts";
import { showToast } from "../../../parts/lib/toasts.ts";
import TaskDialog, { type TaskForm } from "../../../parts/tasks/task-dialog.tsx";
import { findTasks } from "../../../parts/tasks/tasks-context.ts";
import { t } from "../../../words/tasks.ts";
import { createRoomTasks } from "../../../sdk/tasks/index.ts";
import { useRoom } from "../room-context.tsx";
import type { AskedTask } from "./asked-task.ts";

/** Asks for a new task of the room, or changes one. */
export default function RoomTaskDialog(props: { asked: AskedTask; onClose: () => void }) {
  const { asked } = props;
  return (
    <Show
      when={"change" in asked && asked.change}
      fallback={"title" in asked && <NewTaskDialog asked={asked} onClose={() => props.onClose()} />}
    >
      {(target) => <ChangeDialog target={target()} onClose={() => props.onClose()} />}
    </Show>
  );
}

function NewTaskDialog(props: { asked: Extract<AskedTask, { title: string }>; onClose: () => void }) {
  const room = useRoom();
  const own = findTasks();
  const isSupport = room.view().room.kind === "support";
  async function save(form: TaskForm): Promise<void> {
    const { title, due, repeat, notes, assignee } = form;
    const task: NewTask = {
      ...(due !== null && { due }),
      ...(repeat !== null && { repeat }),
      ...(notes.trim() !== "" && { notes: notes.trim() }),
    };
    if (form.isOwn || isSupport) {
      await (await own?.tasks())?.add(title, task);
      if (props.asked.from === "composer") room.draft.set("");
      showToast({ text: t("made") });
      return;
    }
    const consumed = props.asked.from === "composer" ? room.draft.consume() : undefined;
    await room.room.send({
      text: title,
      task: { ...task, ...(assignee !== null && { assignee }) },
      ...(props.asked.from === "message" && { replyTo: props.asked.message }),
      ...(consumed && { consumed }),
    });
  }
  return (
    <TaskDialog
      heading={t("addTask")}
      initial={{ title: props.asked.title }}
      {...(!isSupport && { people: room.people() })}
      mayBeOwn={!isSupport && own !== undefined}
      now={now}
      onSave={save}
      onClose={() => props.onClose()}
    />
  );
}

function ChangeDialog(props: { target: Seq; onClose: () => void }) {
  const room = useRoom();
  const tasksOfRoom = createRoomTasks(room.room);
  const { organization } = useClient();
  const [loaded] = createResource(async () => {
    try {
      return await call<ApiTask>("GET", taskPaths.one(organization, roomTaskId(room.room.id, props.target)));
    } catch (error) {
      room.setProblem(messageOf(error));
      props.onClose();
      return undefined;
    }
  });
  const people = (assignee: ApiTask["assignee"]) => {
    const here = room.people();
    // Somebody who has left keeps the task until somebody else gets it.
    const isGone = assignee !== undefined && !here.some(({ user }) => user === assignee);
    return isGone ? [...here, { user: assignee, name: room.nameOf(assignee) }] : here;
  };
  async function save(before: ApiTask, form: TaskForm): Promise<void> {
    const isSameDue = JSON.stringify(form.due) === JSON.stringify(before.due ?? null);
    const isSameNotes = form.notes.trim() === (before.notes ?? "");
    const change: TaskChange = {
      ...(!isSameDue && { due: form.due }),
      ...((!isSameDue || form.repeat !== (before.repeat ?? null)) && { repeat: form.repeat }),
      ...(form.assignee !== (before.assignee ?? null) && { assignee: form.assignee }),
      ...(!isSameNotes && { notes: form.notes }),
    };
    const message = room.messages().find(({ seq }) => seq === props.target);
    if (Object.keys(change).length > 0)
      await tasksOfRoom.change(props.target, { ...change, version: before.version });
    if (message !== undefined && form.title !== before.title)
      await room.room.edit(props.target, message.version, form.title);
  }
  return (
    <Show when={loaded()}>
      {(task) => (
        <TaskDialog
          heading={t("change")}
          initial={{
            title: task().title,
            due: task().due ?? null,
            repeat: task().repeat ?? null,
            assignee: task().assignee ?? null,
            notes: task().notes ?? "",
          }}
          people={people(task().assignee)}
          isTitleFixed={task().author !== room.me || !room.messages().some(({ seq }) => seq === props.target)}
          now={now}
          more={
            <button
              type="button"
              class="link-button"
              onClick={() => {
                const state = task().state === "open" ? "cancelled" : "open";
                void room.attempt(() => tasksOfRoom.setState(props.target, state));
                props.onClose();
              }}
            >
              {t(task().state === "open" ? "cancelTask" : "reopen")}
            </button>
          }
          onSave={(form) => save(task(), form)}
          onClose={() => props.onClose()}
        />
      )}
    </Show>
  );
}
