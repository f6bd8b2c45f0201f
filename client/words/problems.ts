import { catalogue } from "./catalogue.ts";
import { words } from "./en/problems.ts";

/** What the page itself says about a request that failed. */
export const t = catalogue(words, { de: () => import("./de/problems.ts") });
