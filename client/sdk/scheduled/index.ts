/** Messages that are sent later. A separate entry, because most programs need none. */
export { createScheduled } from "./scheduled.ts";
export type * from "./types.ts";
