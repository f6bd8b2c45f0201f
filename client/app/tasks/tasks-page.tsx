import { A, useNavigate, useParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import type { Due } from "../../../shared/tasks.ts";
import { localTime, momentOf } from "../../../shared/zoned-time.ts";
import type { ListedTask, ShownList } from "../../sdk/tasks/types.ts";
import { formatDay, formatNumber } from "../../ui/format.ts";
import { Spinner } from "../../ui/spinner.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { Page } from "../../parts/page/page.tsx";
import { dayStart } from "../../parts/tasks/due-text.ts";
import { SortableLists } from "../../parts/tasks/sortable-list.tsx";
import { TaskRow } from "../../parts/tasks/task-row.tsx";
import { useTasks } from "../../parts/tasks/tasks-context.ts";
import { deviceZone } from "../../parts/when/create-when.ts";
import { t } from "../../words/tasks.ts";
import { createTaskActions } from "./create-task-actions.ts";
import { groupTasks, isDay } from "./group-tasks.ts";
import { QuickAdd } from "./quick-add.tsx";
import "./tasks.css";

// Loaded when a task is opened.
const OpenTaskDialog = lazyPart(() => import("./open-task-dialog.tsx"));

const LISTS = ["today", "upcoming", "undated", "ended"] as const;
const NOTHING = {
  today: "nothingToday",
  upcoming: "nothingUpcoming",
  undated: "nothingUndated",
  ended: "nothingEnded",
} as const;

/** `/:organization/tasks/:list?`: the person's tasks, their own and those of conversations. */
export default function TasksPage() {
  const params = useParams();
  const navigate = useNavigate();
  const { organization } = useClient();
  const { entries, serverNow } = useInbox();
  const { tasks, list: listed, counts, isLoaded, hasMore } = useTasks();
  const actions = createTaskActions();
  const zone = deviceZone();
  const [opened, setOpened] = createSignal<ListedTask>();
  const list = (): ShownList => LISTS.find((name) => name === params["list"]) ?? "today";
  createEffect(() => {
    const shown = list();
    actions.attempt(tasks().then((all) => all.load(shown)));
  });
  const today = () => localTime(zone, serverNow()).date;
  const dueOn = (day: string): Due => ({ at: momentOf(zone, day, 0), zone, allDay: true });
  const groups = createMemo(() =>
    groupTasks(listed(list()), {
      ...{ list: list(), zone, today: today(), overdue: t("overdue") },
      nameOfDay: (day) => formatDay(dayStart(dueOn(day), zone), serverNow()),
    }),
  );
  const nameOfRoom = ({ room }: ListedTask): string | undefined => {
    const entry = entries()?.find((one) => one.room === room);
    return entry?.peer?.name ?? entry?.name;
  };
  /** Put into another day, it is due on that day, at the same time. */
  async function move(
    id: ListedTask["id"],
    { group, before }: { group: string; before: ListedTask["id"] | null },
  ) {
    const moved = listed(list()).find((one) => one.id === id);
    const from = groups().find(({ items }) => items.some((one) => one.id === id))?.key;
    if (moved === undefined) return;
    if (group !== from && isDay(group))
      await (await tasks()).change(id, { due: movedTo(moved.task.due, group) });
    await actions.place(id, before);
  }
  function movedTo(due: Due | undefined, day: string): Due {
    if (due === undefined || due.allDay === true) return dueOn(day);
    return { at: momentOf(zone, day, localTime(zone, due.at).minutes), zone };
  }
  const isSortable = ({ task }: ListedTask) =>
    list() !== "ended" && (list() === "upcoming" || task.due === undefined || task.due.allDay === true);
  return (
    <Page title={t("tasks")}>
      <div class="page__body tasks">
        <nav class="tasks__lists" aria-label={t("lists")}>
          <For each={LISTS}>
            {(name) => (
              <A
                class="tasks__list"
                href={`/${organization}/tasks/${name}`}
                aria-current={name === list() ? "page" : undefined}
              >
                {t(name)}
                <Show when={name !== "ended" && counts()?.[name]}>
                  {(count) => <span class="tasks__count">{formatNumber(count())}</span>}
                </Show>
              </A>
            )}
          </For>
        </nav>
        <Show when={list() !== "ended"}>
          <QuickAdd
            fallback={() => (list() === "today" ? dueOn(today()) : null)}
            onAdd={async (title, due) => (await tasks()).add(title, due === null ? {} : { due })}
          />
        </Show>
        <Switch
          fallback={
            <div class="tasks__loading">
              <Spinner label={t("loading")} />
            </div>
          }
        >
          <Match when={groups().some(({ items }) => items.length > 0)}>
            <SortableLists
              groups={groups()}
              idOf={({ id }) => id}
              nameOf={({ title }) => title}
              isMovable={isSortable}
              onMove={(id, place) => actions.attempt(move(id, place))}
            >
              {(task) => (
                <TaskRow
                  shown={{ ...task, hasNotes: task.hasNotes === true, room: nameOfRoom(task) }}
                  onToggle={(state) => actions.setState(task, state)}
                  onOpen={() => setOpened(task)}
                />
              )}
            </SortableLists>
            <Show when={hasMore(list())}>
              <button
                type="button"
                class="link-button"
                onClick={() => actions.attempt(tasks().then((all) => all.more(list())))}
              >
                {t("more")}
              </button>
            </Show>
          </Match>
          <Match when={isLoaded(list())}>
            <StateMessage icon="check" title={t(NOTHING[list()])}>
              <p>{t("nothingAbout")}</p>
            </StateMessage>
          </Match>
        </Switch>
        <Show when={opened()} keyed>
          {(task) => (
            <OpenTaskDialog
              task={task}
              onGo={() => navigate(`/${organization}/${task.room}#m${task.seq}`)}
              onClose={() => setOpened(undefined)}
            />
          )}
        </Show>
      </div>
    </Page>
  );
}
