import { catalogue } from "./catalogue.ts";
import { words } from "./en/when.ts";

/** Times in words. */
export const t = catalogue(words, { de: () => import("./de/when.ts") });
