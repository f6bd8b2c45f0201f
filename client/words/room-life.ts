import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-life.ts";

/** Pins, the topic, announcements and earlier versions of messages. */
export const t = catalogue(words, { de: () => import("./de/room-life.ts") });
