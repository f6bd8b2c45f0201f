import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-composer.ts";

/** What the composer loads when it is needed. */
export const t = catalogue(words, { de: () => import("./de/room-composer.ts") });
