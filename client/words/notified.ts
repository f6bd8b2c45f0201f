import { catalogue } from "./catalogue.ts";
import { words } from "./en/notified.ts";

/** What a notification says where it shows no text of a message. */
export const t = catalogue(words, { de: () => import("./de/notified.ts") });
