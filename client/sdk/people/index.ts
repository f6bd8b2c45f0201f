/** Presence over all rooms, an entry of its own. */
export { asOf } from "./as-of.ts";
export { createPeople } from "./people.ts";
export type * from "./types.ts";
