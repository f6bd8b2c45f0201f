import { catalogue } from "./catalogue.ts";
import { words } from "./en/workspace-menus.ts";

/** Menus and dialogs of the workspace, which are loaded when they open. */
export const t = catalogue(words, { de: () => import("./de/workspace-menus.ts") });
