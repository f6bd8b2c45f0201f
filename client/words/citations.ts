import { catalogue } from "./catalogue.ts";
import { words } from "./en/citations.ts";

/** The sources of answers. */
export const t = catalogue(words, { de: () => import("./de/citations.ts") });
