import { catalogue } from "./catalogue.ts";
import { words } from "./en/room-together.ts";

/** A prompt that several people write together. */
export const t = catalogue(words, { de: () => import("./de/room-together.ts") });
