import { catalogue } from "./catalogue.ts";
import { words } from "./en/document-news.ts";

/** News of the documents that a person has added, on any page. */
export const t = catalogue(words, { de: () => import("./de/document-news.ts") });
