import { createSignal, onCleanup, type Accessor } from "solid-js";
import { createTasks as openTasks } from "../../sdk/tasks/index.ts";
import type { ListedTask, ShownList, TaskCounts, Tasks } from "../../sdk/tasks/types.ts";
import type { Inbox } from "../../sdk/types.ts";
import { makeContext } from "../contexts/make-context.ts";
import { deviceZone } from "../when/create-when.ts";

/** The person's tasks. A room can be used without it. */
export interface TasksContext {
  tasks: Tasks;
  /** How many are overdue or due today. */
  today: Accessor<number>;
  counts: Accessor<TaskCounts | null>;
  list: (list: ShownList) => readonly ListedTask[];
  isLoaded: (list: ShownList) => boolean;
  hasMore: (list: ShownList) => boolean;
}

const context = makeContext<TasksContext>("Tasks");
export const { Provider: TasksProvider, use: useTasks, find: findTasks } = context;

/** The tasks as signals. */
export function createTasks(inbox: Inbox): TasksContext {
  const tasks = openTasks(inbox, { zone: deviceZone(), now: () => inbox.now() });
  const [changes, setChanges] = createSignal(0);
  const stop = tasks.subscribe(() => setChanges((before) => before + 1));
  onCleanup(() => {
    stop();
    tasks.close();
  });
  /** Reads after each change. */
  const after =
    <Args extends unknown[], Value>(read: (...args: Args) => Value) =>
    (...args: Args): Value => {
      changes();
      return read(...args);
    };
  const counts = after(() => tasks.counts);
  return {
    tasks,
    counts,
    today: () => counts()?.today ?? 0,
    list: after((list: ShownList) => tasks.list(list)),
    isLoaded: after((list: ShownList) => tasks.isLoaded(list)),
    hasMore: after((list: ShownList) => tasks.hasMore(list)),
  };
}
