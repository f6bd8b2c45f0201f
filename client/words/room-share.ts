import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-share.ts";

/** Links to a room. */
export const t = catalogue(words, { de: () => import("./de/room-share.ts") });
