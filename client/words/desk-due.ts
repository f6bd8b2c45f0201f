import { catalogue } from "./catalogue.ts";
import { words } from "./en/desk-due.ts";

/** Promised answers: the countdown at the desk, and their settings. */
export const t = catalogue(words, { de: () => import("./de/desk-due.ts") });
