import type { Translated } from "../entries.ts";
import type { words as english } from "../en/picture.ts";

export const words: Translated<typeof english> = {
  picture: "Bild",
  saving: "Wird gespeichert…",
  change: "Bild ändern",
  add: "Bild hinzufügen",
  remove: "Bild entfernen",
  file: "Bilddatei",
  noConnection: "Keine Verbindung zu Parley. Bitte versuche es erneut.",
  notReadable: "Diese Datei ist kein Bild, das dein Browser lesen kann.",
  notPrepared: "Dein Browser kann das Bild nicht vorbereiten.",
};
