import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-catch-up.ts";

/** A summary of what was missed. */
export const t = catalogue(words, { de: () => import("./de/room-catch-up.ts") });
