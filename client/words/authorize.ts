import { catalogue } from "./catalogue.ts";
import { words } from "./en/authorize.ts";

/** The page on which a person lets an app in. */
export const t = catalogue(words, { de: () => import("./de/authorize.ts") });
