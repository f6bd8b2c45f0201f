import type { Translated } from "../entries.ts";
import type { words as english } from "../en/desk-more.ts";

export const words: Translated<typeof english> = {
  pickTime: "Zeitpunkt wählen",
  pick: "Bis dann zurückstellen",
  ownZone: "Nach Ihrer Uhr, {{zone}}.",
  noTime: "Wählen Sie Datum und Uhrzeit.",
  past: "Das ist schon vorbei. Wählen Sie eine spätere Zeit.",
  tooFar: "Zurückgestellt wird höchstens für ein Jahr.",
  deleted: "Diese Nachricht wurde gelöscht.",
  filesOfMembers: "Dateien öffnen sich, wenn Sie hier antworten.",
  pages: "Seiten davor",
  pageNamed: "{{title}}, {{when}}",
};
