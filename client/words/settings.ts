import { catalogue } from "./catalogue.ts";
import { words } from "./en/settings.ts";

/** The settings of an organization: frame, organization, agents, rules for AI. */
export const t = catalogue(words, { de: () => import("./de/settings.ts") });
