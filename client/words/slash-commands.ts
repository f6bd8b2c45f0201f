import { catalogue } from "./catalogue.ts";
import { words } from "./en/slash-commands.ts";

/** Commands that begin with a slash. */
export const t = catalogue(words, { de: () => import("./de/slash-commands.ts") });
