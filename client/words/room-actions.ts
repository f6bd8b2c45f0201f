import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-actions.ts";

/** The menu of a room, what can be undone after it, and the preview of unread messages. */
export const t = catalogue(words, { de: () => import("./de/room-actions.ts") });
