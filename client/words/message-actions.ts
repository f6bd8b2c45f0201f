import { catalogue } from "./catalogue.ts";
import { words } from "./en/message-actions.ts";

/** The actions on a message, the editor, and who has read it. */
export const t = catalogue(words, { de: () => import("./de/message-actions.ts") });
