import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-queue.ts";

/** The questions that wait for an answer. */
export const t = catalogue(words, { de: () => import("./de/room-queue.ts") });
