import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-decisions.ts";

/** Calls of tools that wait for a person, and what was decided on them. */
export const t = catalogue(words, { de: () => import("./de/room-decisions.ts") });
