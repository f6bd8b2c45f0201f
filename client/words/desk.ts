import { catalogue } from "./catalogue.ts";
import { words } from "./en/desk.ts";

/** The desk, where supporters answer visitors. */
export const t = catalogue(words, { de: () => import("./de/desk.ts") });
