import { catalogue } from "./catalogue.ts";
import { words } from "./en/picker.ts";

/** Choosing people, agents or conversations. */
export const t = catalogue(words, { de: () => import("./de/picker.ts") });
