import { catalogue } from "./catalogue.ts";
import { words } from "./en/page-frame.ts";

/** The frame of a page beside the list of conversations. */
export const t = catalogue(words, { de: () => import("./de/page-frame.ts") });
