import { catalogue } from "./catalogue.ts";
import { words } from "./en/public-rooms.ts";

/** The page of groups that everyone of the organization may join. */
export const t = catalogue(words, { de: () => import("./de/public-rooms.ts") });
