/** Uploads of files to rooms. A separate entry. The caller sends the bytes, because only the platform reports the progress. */
export { Uploads } from "./uploads.ts";
export type * from "./types.ts";
