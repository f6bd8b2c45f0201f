import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-forks.ts";

/** Versions of prompts in a session. */
export const t = catalogue(words, { de: () => import("./de/room-forks.ts") });
