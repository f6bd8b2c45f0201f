/** Presence over all rooms. A separate entry. */
export { asOf } from "./as-of.ts";
export { createPeople } from "./people.ts";
export type * from "./types.ts";
