import { catalogue } from "./catalogue.ts";
import { words } from "./en/widgets.ts";

/** The widgets of an organization, in its settings. */
export const t = catalogue(words, { de: () => import("./de/widgets.ts") });
