import { catalogue } from "./catalogue.ts";
import { words } from "./en/keys.ts";

/** API keys and service accounts: in the settings and in the account. */
export const t = catalogue(words, { de: () => import("./de/keys.ts") });
