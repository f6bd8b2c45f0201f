import { catalogue } from "./catalogue.ts";
import { words } from "./en/reminders.ts";

/** Reminders: their dialog, their page, and those that are due. */
export const t = catalogue(words, { de: () => import("./de/reminders.ts") });
