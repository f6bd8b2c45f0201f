import { catalogue } from "./catalogue.ts";
import { words } from "./en/auth.ts";

/** Signing in and up, invitations, passwords. */
export const t = catalogue(words, { de: () => import("./de/auth.ts") });
