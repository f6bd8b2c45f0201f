import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-attachments.ts";

/** The files of messages. */
export const t = catalogue(words, { de: () => import("./de/room-attachments.ts") });
