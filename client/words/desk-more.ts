import { catalogue } from "./catalogue.ts";
import { words } from "./en/desk-more.ts";

/** A snooze until a chosen time, and the pages of a visitor. */
export const t = catalogue(words, { de: () => import("./de/desk-more.ts") });
