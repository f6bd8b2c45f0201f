import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-search.ts";

/** The search of a room. */
export const t = catalogue(words, { de: () => import("./de/room-search.ts") });
