import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-starters.ts";

/** How a room without messages begins. */
export const t = catalogue(words, { de: () => import("./de/room-starters.ts") });
