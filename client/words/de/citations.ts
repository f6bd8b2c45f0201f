import type { Translated } from "../entries.ts";
import type { words as english } from "../en/citations.ts";

export const words: Translated<typeof english> = {
  source: "Quelle {{n}}: {{words}}",
  sources: "Quellen",
  noSource: "Keine Quelle in deinen Dokumenten.",
  deleted: "Diese Quelle wurde gelöscht",
  page: "Seite {{page}}",
  line: "Zeile {{line}}",
};
