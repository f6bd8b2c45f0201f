import { catalogue } from "./catalogue.ts";
import { words } from "./en/pages.ts";

/** What stands in the place of a room: first steps, nothing open, no such room. */
export const t = catalogue(words, { de: () => import("./de/pages.ts") });
