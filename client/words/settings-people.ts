import { catalogue } from "./catalogue.ts";
import { words } from "./en/settings-people.ts";

/** The people of an organization, their roles, and the links by which they come. */
export const t = catalogue(words, { de: () => import("./de/settings-people.ts") });
