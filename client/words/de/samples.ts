import type { Translated } from "../entries.ts";
import type { words as english } from "../en/samples.ts";

export const words: Translated<typeof english> = {
  title: "Beispieldokumente",
  about:
    "Agenten antworten aus deinen Dokumenten und nennen sie als Quellen. Probiere es mit Beispieldokumenten einer erfundenen Firma aus (auf Englisch).",
  try: "Mit Beispieldokumenten ausprobieren",
  readingCount: "Die Beispieldokumente werden gelesen: {{done}} von {{all}}",
  reading: "Die Beispieldokumente werden gelesen",
  ready: "Die Beispieldokumente sind bereit. Stelle Fragen dazu:",
  questions: "Fragen zu den Beispieldokumenten",
  // The sample documents are in English. Not every embedding model finds their passages for a German question.
  askRefunds: "How are refunds paid?",
  askOpening: "When is the shop open on Saturday?",
  askHolidays: "How many days of paid holiday do we have?",
  askLaptop: "Where do I report a lost laptop?",
};
