import { catalogue } from "./catalogue.ts";
import { words } from "./en/tool-servers.ts";

/** Tools of other servers in the settings. */
export const t = catalogue(words, { de: () => import("./de/tool-servers.ts") });
