/** Files for messages, on their way into rooms. An entry of its own; how bytes are sent is the caller's, as only that can tell how far they are. */
export { Uploads } from "./uploads.ts";
export type * from "./types.ts";
