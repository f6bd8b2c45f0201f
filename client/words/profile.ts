import { catalogue } from "./catalogue.ts";
import { words } from "./en/profile.ts";

/** The card of a person, and what people say of themselves: status and handle. */
export const t = catalogue(words, { de: () => import("./de/profile.ts") });
