import { catalogue } from "./catalogue.ts";
import { words } from "./en/spans.ts";

/** How long a status lasts. */
export const t = catalogue(words, { de: () => import("./de/spans.ts") });
