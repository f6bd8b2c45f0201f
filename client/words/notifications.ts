import { catalogue } from "./catalogue.ts";
import { words } from "./en/notifications.ts";

/** The dialog about the notifications of this device. */
export const t = catalogue(words, { de: () => import("./de/notifications.ts") });
