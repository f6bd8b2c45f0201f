import { catalogue } from "./catalogue.ts";
import { words } from "./en/knowledge.ts";

/** The pages of libraries: which there are, what is in one, and adding to it. */
export const t = catalogue(words, { de: () => import("./de/knowledge.ts") });
