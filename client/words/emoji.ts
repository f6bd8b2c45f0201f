import { catalogue } from "./catalogue.ts";
import { words } from "./en/emoji.ts";

/** The panel of all emoji. */
export const t = catalogue(words, { de: () => import("./de/emoji.ts") });
