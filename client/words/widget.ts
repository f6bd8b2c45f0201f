import { catalogue } from "./catalogue.ts";
import { words } from "./en/widget.ts";
import type { WidgetLoaders } from "./entries.ts";

/** The widget's panel, until the first message is sent. */
export const t = catalogue(words, {
  de: () => import("./de/widget.ts"),
  ar: () => import("./ar/widget.ts"),
  fr: () => import("./fr/widget.ts"),
  es: () => import("./es/widget.ts"),
  ja: () => import("./ja/widget.ts"),
} satisfies WidgetLoaders);
