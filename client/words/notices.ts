import { catalogue } from "./catalogue.ts";
import { words } from "./en/notices.ts";

/** The page about being told outside of the app. */
export const t = catalogue(words, { de: () => import("./de/notices.ts") });
