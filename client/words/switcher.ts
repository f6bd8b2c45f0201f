import { catalogue } from "./catalogue.ts";
import { words } from "./en/switcher.ts";

/** The switcher: conversations, people and actions by their names. */
export const t = catalogue(words, { de: () => import("./de/switcher.ts") });
