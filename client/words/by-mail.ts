import { catalogue } from "./catalogue.ts";
import { words } from "./en/by-mail.ts";

/** How a message has come. */
export const t = catalogue(words, { de: () => import("./de/by-mail.ts") });
