import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-people.ts";

/** The people and agents of a room. */
export const t = catalogue(words, { de: () => import("./de/room-people.ts") });
