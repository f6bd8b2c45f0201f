import type { Translated } from "../entries.ts";
import type { words as english } from "../en/reader.ts";

export const words: Translated<typeof english> = {
  knowledge: "Wissen",
  goToKnowledge: "Zu Wissen",
  theLibrary: "der Bibliothek",
  deleted: "Gelöscht",
  document: "Dokument",
  downloadOriginal: "Original herunterladen",
  original: "Original",
  loadingDocument: "Das Dokument wird geladen",
  notLoaded: "Das Dokument konnte nicht geladen werden.",
  tryAgain: "Erneut versuchen",
  from: "Von {{address}}",
  readableWhenReady: "Sobald es bereit ist, kannst du es hier lesen.",

  textOf: "Text von {{title}}",
  passageHighlighted: "Die genannte Textstelle ist hervorgehoben.",
  sourceDeleted: "Diese Quelle wurde gelöscht",
  orNoAccess: "Oder du hast keinen Zugriff auf sie.",
  loadingText: "Der Text wird geladen",
  changedSince:
    "Dieses Dokument wurde geändert, seit es als Quelle genannt wurde. Die Textstelle gibt es vielleicht nicht mehr. Dies ist Version {{version}}, genannt wurde Version {{cited}}.",
  earlierText: "Früherer Text",
  moreText: "Mehr Text",
  noText: "Es enthält keinen Text.",
  outline: "Gliederung",
  page: "Seite {{page}}",

  source: "Quelle {{n}}",
  openDocument: "Dokument öffnen",
  closeSource: "Quelle schließen",
};
