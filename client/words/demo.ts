import { catalogue } from "./catalogue.ts";
import { words } from "./en/demo.ts";

/** The way from the first steps to a page with a widget. */
export const t = catalogue(words, { de: () => import("./de/demo.ts") });
