import { catalogue } from "./catalogue.ts";
import { words } from "./en/threads.ts";

/** The list of threads that a person follows. */
export const t = catalogue(words, { de: () => import("./de/threads.ts") });
