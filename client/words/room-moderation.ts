import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-moderation.ts";

/** What moderation did to a message. */
export const t = catalogue(words, { de: () => import("./de/room-moderation.ts") });
