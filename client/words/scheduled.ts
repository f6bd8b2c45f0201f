import { catalogue } from "./catalogue.ts";
import { words } from "./en/scheduled.ts";

/** Messages that are sent later. */
export const t = catalogue(words, { de: () => import("./de/scheduled.ts") });
