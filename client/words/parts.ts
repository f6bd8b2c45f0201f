import { catalogue } from "./catalogue.ts";
import { words } from "./en/parts.ts";

/** What each page of a workspace shows: the connection, the list of conversations, who is here. */
export const t = catalogue(words, { de: () => import("./de/parts.ts") });
