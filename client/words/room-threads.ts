import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-threads.ts";

/** Threads in a room. */
export const t = catalogue(words, { de: () => import("./de/room-threads.ts") });
