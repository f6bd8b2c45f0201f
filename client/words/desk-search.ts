import { catalogue } from "./catalogue.ts";
import { words } from "./en/desk-search.ts";

/** The search over conversations at the desk. */
export const t = catalogue(words, { de: () => import("./de/desk-search.ts") });
