import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-menu.ts";

/** The menu of a room that is not in a list. */
export const t = catalogue(words, { de: () => import("./de/room-menu.ts") });
