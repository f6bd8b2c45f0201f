import { catalogue } from "./catalogue.ts";
import { words } from "./en/account.ts";

/** The own account. */
export const t = catalogue(words, { de: () => import("./de/account.ts") });
