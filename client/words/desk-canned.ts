import { catalogue } from "./catalogue.ts";
import { words } from "./en/desk-canned.ts";

/** Canned answers: at the desk and in the settings. */
export const t = catalogue(words, { de: () => import("./de/desk-canned.ts") });
