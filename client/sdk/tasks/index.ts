/** Tasks of a person and of rooms. A separate entry, because most programs need none. */
export { createRoomTasks, type RoomTasks } from "./room-tasks.ts";
export { createTasks } from "./tasks.ts";
export type * from "./types.ts";
