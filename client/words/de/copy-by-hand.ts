import type { Translated } from "../entries.ts";
import type { words as english } from "../en/copy-by-hand.ts";

export const words: Translated<typeof english> = {
  title: "Selbst kopieren",
  how: "Dieser Browser lässt die Seite nicht kopieren. Der Text ist markiert: Drücke Strg+C (⌘C auf einem Mac) oder nutze das Menü der Markierung.",
  text: "Text zum Kopieren",
};
