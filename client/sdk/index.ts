export { paths } from "../../shared/api.ts";
export { makeId } from "../../shared/ids.ts";
export { createClient } from "./client.ts";
export { ParleyError } from "./parley-error.ts";
export { createRooms } from "./rooms.ts";
export { makeMemoryStorage } from "./storage/memory.ts";
export type * from "./types.ts";
export type * from "../../shared/ids.ts";
export type * from "../../shared/widget.ts";
