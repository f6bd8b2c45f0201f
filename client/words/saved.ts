import { catalogue } from "./catalogue.ts";
import { words } from "./en/saved.ts";

/** The page of saved messages. */
export const t = catalogue(words, { de: () => import("./de/saved.ts") });
