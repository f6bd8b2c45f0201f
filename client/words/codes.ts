import { catalogue } from "./catalogue.ts";
import { words } from "./en/codes.ts";

/** What the server says, by its code. An English page shows the messages of the server itself and does not load this. */
export const t = catalogue(words, { de: () => import("./de/codes.ts") });
