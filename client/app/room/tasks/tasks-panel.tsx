import { createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import { type ApiTask, type ApiTaskList, taskPaths, type TaskStatus } from "../../../../shared/api-tasks.ts";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { SortableLists } from "../../../parts/tasks/sortable-list.tsx";
import { TaskRow } from "../../../parts/tasks/task-row.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Spinner } from "../../../ui/spinner.tsx";
import { t } from "../../../words/tasks.ts";
import { t as inUi } from "../../../words/ui.ts";
import { createRoomTasks } from "../../../sdk/tasks/index.ts";
import { useRoom } from "../room-context.tsx";
import "../people/people-panel.css";
import "./tasks-panel.css";

/** The tasks of the room, in the order that everyone shares. It asks again when tasks of the room have changed. */
export default function TasksPanel(props: { onClose: () => void }) {
  const room = useRoom();
  const tasksOfRoom = createRoomTasks(room.room);
  const { organization } = useClient();
  const [status, setStatus] = createSignal<TaskStatus>("pending");
  const [tasks, setTasks] = createSignal<readonly ApiTask[]>();
  const [next, setNext] = createSignal<string | null>(null);
  const [problem, setProblem] = createSignal<string>();
  /** Counts requests: an answer that a later one has overtaken is ignored. */
  let asked = 0;
  const page = (cursor: string | null) =>
    call<ApiTaskList>("GET", taskPaths.ofRoom(organization, room.room.id, status(), cursor));
  /** As many tasks as are shown, from the beginning. */
  async function load(most = tasks()?.length ?? 0): Promise<void> {
    const request = ++asked;
    try {
      let list = await page(null);
      const found = [...list.items];
      while (list.next !== null && found.length < most) {
        list = await page(list.next);
        found.push(...list.items);
      }
      if (request !== asked) return;
      setTasks(found);
      setNext(list.next);
      setProblem(undefined);
    } catch (error) {
      if (request === asked) setProblem(messageOf(error));
    }
  }
  function show(other: TaskStatus): void {
    setStatus(other);
    setTasks(undefined);
    void load(0);
  }
  let panel: HTMLElement | undefined;
  const isOver = () => panel !== undefined && getComputedStyle(panel).position === "fixed";
  onMount(() => {
    void load();
    if (isOver()) panel?.querySelector("button")?.focus();
  });
  onCleanup(tasksOfRoom.subscribe(() => void load()));
  const mayWrite = () => room.may("write");
  const seqOf = ({ message }: ApiTask): Seq => message ?? 0;
  function open(task: ApiTask): void {
    if (mayWrite()) return room.askTask({ change: seqOf(task) });
    if (isOver()) props.onClose();
    room.jump.to(seqOf(task));
  }
  return (
    <>
      <div class="people-backdrop" onClick={() => props.onClose()} />
      <aside ref={panel} class="people" aria-label={t("inRoom")}>
        <header class="people__header">
          <h2 class="people__title">{t(status() === "pending" ? "tasks" : "ended")}</h2>
          <IconButton icon="close" label={inUi("close")} onClick={() => props.onClose()} />
        </header>
        <Show when={mayWrite()}>
          <button
            type="button"
            class="button button--small people__add"
            onClick={() => room.askTask({ title: "", from: "nothing" })}
          >
            <Icon name="plus" size={16} /> {t("new")}
          </button>
        </Show>
        <div class="people__list">
          <Switch
            fallback={
              <div class="tasks-panel__note">
                <Spinner label={t("loading")} />
              </div>
            }
          >
            <Match when={problem()}>
              {(text) => (
                <div class="tasks-panel__note" role="alert">
                  <p>{text()}</p>
                  <button type="button" class="button button--small" onClick={() => void load()}>
                    {inUi("tryAgain")}
                  </button>
                </div>
              )}
            </Match>
            <Match when={tasks()?.length === 0}>
              <p class="tasks-panel__note">{t(status() === "pending" ? "noneInRoom" : "nothingEnded")}</p>
            </Match>
            <Match when={tasks()}>
              {(all) => (
                <SortableLists
                  groups={[{ key: "all", items: all() }]}
                  idOf={seqOf}
                  nameOf={({ title }) => title}
                  isMovable={() => mayWrite() && status() === "pending" && all().length > 1}
                  onMove={(target, { before }) => void room.attempt(() => tasksOfRoom.move(target, before))}
                >
                  {(task) => (
                    <TaskRow
                      shown={{
                        ...{ title: task.title, task, hasNotes: task.hasNotes },
                        assignee: task.assignee === undefined ? undefined : room.nameOf(task.assignee),
                      }}
                      onToggle={
                        mayWrite()
                          ? (state) =>
                              void room.attempt(() => tasksOfRoom.setState(seqOf(task), state, task.due?.at))
                          : undefined
                      }
                      onOpen={() => open(task)}
                    />
                  )}
                </SortableLists>
              )}
            </Match>
          </Switch>
          <div class="tasks-panel__note">
            <Show when={next() !== null}>
              <button
                type="button"
                class="button button--small"
                onClick={() => void load((tasks()?.length ?? 0) + 1)}
              >
                {t("more")}
              </button>
            </Show>
            <button
              type="button"
              class="link-button"
              onClick={() => show(status() === "pending" ? "ended" : "pending")}
            >
              {t(status() === "pending" ? "showEnded" : "hideEnded")}
            </button>
          </div>
        </div>
      </aside>
    </>
  );
}
