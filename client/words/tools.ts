import { catalogue } from "./catalogue.ts";
import { words } from "./en/tools.ts";

/** The tools of agents, in words. */
export const t = catalogue(words, { de: () => import("./de/tools.ts") });
