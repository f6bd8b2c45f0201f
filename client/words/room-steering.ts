import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-steering.ts";

/** What happens to messages while an answer is running. */
export const t = catalogue(words, { de: () => import("./de/room-steering.ts") });
