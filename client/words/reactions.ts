import { catalogue } from "./catalogue.ts";
import { words } from "./en/reactions.ts";

/** The emoji that are offered as reactions, in their order, by the emoji itself. */
export const t = catalogue(words, { de: () => import("./de/reactions.ts") });
