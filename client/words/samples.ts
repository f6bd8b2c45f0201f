import { catalogue } from "./catalogue.ts";
import { words } from "./en/samples.ts";

/** The offer to try answers with sample documents. */
export const t = catalogue(words, { de: () => import("./de/samples.ts") });
