import { catalogue } from "./catalogue.ts";
import { words } from "./en/reader.ts";

/** The text of a document, on its page and beside a room. */
export const t = catalogue(words, { de: () => import("./de/reader.ts") });
