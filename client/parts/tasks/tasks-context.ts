import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { ListedTask, ShownList, TaskCounts, Tasks } from "../../sdk/tasks/types.ts";
import type { Inbox } from "../../sdk/types.ts";
import { makeContext } from "../contexts/make-context.ts";

/** The person's tasks. A room can be used without it. */
export interface TasksContext {
  /** They are loaded after the list of conversations, so each use waits for them. */
  tasks: () => Promise<Tasks>;
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
  const [loaded, setLoaded] = createSignal<Tasks>();
  const [changes, setChanges] = createSignal(0);
  let isGone = false;
  let opening: Promise<Tasks> | undefined;
  async function open(): Promise<Tasks> {
    const { createTasks: openTasks } = await import("../../sdk/tasks/index.ts");
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const tasks = openTasks(inbox, { zone, now: () => inbox.now() });
    tasks.subscribe(() => setChanges((before) => before + 1));
    setLoaded(tasks);
    if (isGone) tasks.close();
    return tasks;
  }
  /** A part that did not come is asked for again with the next use. */
  const tasks = (): Promise<Tasks> =>
    (opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    }));
  void tasks().catch(() => undefined);
  onCleanup(() => {
    isGone = true;
    loaded()?.close();
  });
  /** Read again after each change. */
  function read<Value>(look: (tasks: Tasks) => Value, before: Value): Value {
    changes();
    const now = loaded();
    return now === undefined ? before : look(now);
  }
  const counts = () => read((now) => now.counts, null);
  return {
    tasks,
    counts,
    today: () => counts()?.today ?? 0,
    list: (list) => read((now) => now.list(list), []),
    isLoaded: (list) => read((now) => now.isLoaded(list), false),
    hasMore: (list) => read((now) => now.hasMore(list), false),
  };
}
