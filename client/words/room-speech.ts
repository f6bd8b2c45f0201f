import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-speech.ts";

/** Reading aloud and dictation. */
export const t = catalogue(words, { de: () => import("./de/room-speech.ts") });
