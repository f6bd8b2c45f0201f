import { catalogue } from "./catalogue.ts";
import { words } from "./en/copy-by-hand.ts";

/** The dialog of a browser that does not let the page copy. */
export const t = catalogue(words, { de: () => import("./de/copy-by-hand.ts") });
