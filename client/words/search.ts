import { catalogue } from "./catalogue.ts";
import { words } from "./en/search.ts";

/** The page that searches messages, documents, people, rooms and files. */
export const t = catalogue(words, { de: () => import("./de/search.ts") });
