import { catalogue } from "./catalogue.ts";
import { words } from "./en/sign-out.ts";

/** Signing out while messages wait. */
export const t = catalogue(words, { de: () => import("./de/sign-out.ts") });
