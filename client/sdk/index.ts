export { createClient } from "./client.ts";
export { ParleyError } from "./parley-error.ts";
export { makeMemoryStorage } from "./storage/memory.ts";
export type * from "./types.ts";
