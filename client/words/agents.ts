import { catalogue } from "./catalogue.ts";
import { words } from "./en/agents.ts";

/** The agents of an organization: what they are made of, their versions, and trying them. */
export const t = catalogue(words, { de: () => import("./de/agents.ts") });
