import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-answers.ts";

/** Answers of agents: what they do, how they ended, and what can be done with them. */
export const t = catalogue(words, { de: () => import("./de/room-answers.ts") });
