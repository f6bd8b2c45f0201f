import { catalogue } from "./catalogue.ts";
import { words } from "./en/settings-usage.ts";

/** What the AI of an organization has cost. */
export const t = catalogue(words, { de: () => import("./de/settings-usage.ts") });
