import { catalogue } from "./catalogue.ts";
import { words } from "./en/notes.ts";

/** Notes: their page, the editor, and the dialog that captures one from anywhere. */
export const t = catalogue(words, { de: () => import("./de/notes.ts") });
