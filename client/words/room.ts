import { catalogue } from "./catalogue.ts";
import { words } from "./en/room.ts";

/** A room as it opens: its header, messages and composer. */
export const t = catalogue(words, { de: () => import("./de/room.ts") });
