import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-stopped.ts";

/** A room that cannot be shown any more. */
export const t = catalogue(words, { de: () => import("./de/room-stopped.ts") });
