import { catalogue } from "./catalogue.ts";
import { words } from "./en/invite.ts";

/** Inviting people to an organization. */
export const t = catalogue(words, { de: () => import("./de/invite.ts") });
