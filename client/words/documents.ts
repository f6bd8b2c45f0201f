import { catalogue } from "./catalogue.ts";
import { words } from "./en/documents.ts";

/** What is said about a document, in its library and on its own page. */
export const t = catalogue(words, { de: () => import("./de/documents.ts") });
