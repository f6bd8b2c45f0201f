import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-context.ts";

/** What the model was given for an answer. */
export const t = catalogue(words, { de: () => import("./de/room-context.ts") });
