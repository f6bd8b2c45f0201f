import { catalogue } from "./catalogue.ts";
import { words } from "./en/memory.ts";

/** What Parley remembers: in the account, in rooms and in the settings. */
export const t = catalogue(words, { de: () => import("./de/memory.ts") });
