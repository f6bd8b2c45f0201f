import { catalogue } from "./catalogue.ts";
import { words } from "./en/shortcuts.ts";

/** The dialog with all keys. */
export const t = catalogue(words, { de: () => import("./de/shortcuts.ts") });
