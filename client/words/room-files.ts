import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-files.ts";

/** The files of a room. */
export const t = catalogue(words, { de: () => import("./de/room-files.ts") });
