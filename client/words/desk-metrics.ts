import { catalogue } from "./catalogue.ts";
import { words } from "./en/desk-metrics.ts";

/** The numbers of the desk. */
export const t = catalogue(words, { de: () => import("./de/desk-metrics.ts") });
