import { catalogue } from "./catalogue.ts";
import { words as first } from "./en/widget.ts";
import { words as talk } from "./en/widget-talk.ts";
import type { WidgetLoaders } from "./entries.ts";

/** All of the widget's panel: what comes after the first message, and what comes before. */
export const t = catalogue({ ...first, ...talk }, {
  de: async () => ({
    words: { ...(await import("./de/widget.ts")).words, ...(await import("./de/widget-talk.ts")).words },
  }),
  ar: async () => ({
    words: { ...(await import("./ar/widget.ts")).words, ...(await import("./ar/widget-talk.ts")).words },
  }),
  fr: async () => ({
    words: { ...(await import("./fr/widget.ts")).words, ...(await import("./fr/widget-talk.ts")).words },
  }),
  es: async () => ({
    words: { ...(await import("./es/widget.ts")).words, ...(await import("./es/widget-talk.ts")).words },
  }),
  ja: async () => ({
    words: { ...(await import("./ja/widget.ts")).words, ...(await import("./ja/widget-talk.ts")).words },
  }),
} satisfies WidgetLoaders);
