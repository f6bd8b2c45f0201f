import { catalogue } from "./catalogue.ts";
import { words } from "./en/workspace.ts";

/** The list of rooms and what is around it: what the first screen shows. */
export const t = catalogue(words, { de: () => import("./de/workspace.ts") });
