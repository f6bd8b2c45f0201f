/** Reminders. A separate entry, because most programs need none. */
export { createReminders } from "./reminders.ts";
export type * from "./types.ts";
