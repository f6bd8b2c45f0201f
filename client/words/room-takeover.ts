import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-takeover.ts";

/** What a room says about people who have taken over or write together. */
export const t = catalogue(words, { de: () => import("./de/room-takeover.ts") });
