import { catalogue } from "./catalogue.ts";
import { words } from "./en/picture.ts";

/** Changing a picture, of a person or an organization. */
export const t = catalogue(words, { de: () => import("./de/picture.ts") });
