import { catalogue } from "./catalogue.ts";
import { words } from "./en/tasks.ts";

/** Tasks: the pages, the dialog and the cards. */
export const t = catalogue(words, { de: () => import("./de/tasks.ts") });
