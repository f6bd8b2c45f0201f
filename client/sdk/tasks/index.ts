/** A person's tasks. A separate entry, because most programs need none. */
export { createTasks } from "./tasks.ts";
export type * from "./types.ts";
