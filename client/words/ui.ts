import { catalogue } from "./catalogue.ts";
import { words } from "./en/ui.ts";

/** Words of the components, and those that many parts of the app use. */
export const t = catalogue(words, { de: () => import("./de/ui.ts") });
