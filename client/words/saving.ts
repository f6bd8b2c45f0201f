import { catalogue } from "./catalogue.ts";
import { words } from "./en/saving.ts";

/** What can go wrong while something is saved. */
export const t = catalogue(words, { de: () => import("./de/saving.ts") });
