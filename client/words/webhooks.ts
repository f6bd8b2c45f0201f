import { catalogue } from "./catalogue.ts";
import { words } from "./en/webhooks.ts";

/** Webhooks in the settings. */
export const t = catalogue(words, { de: () => import("./de/webhooks.ts") });
