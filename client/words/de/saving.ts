import type { Translated } from "../entries.ts";
import type { words as english } from "../en/saving.ts";

export const words: Translated<typeof english> = {
  uploadBroke: "Die Verbindung ist abgebrochen, während die Datei gesendet wurde.",
  libraryChanged: "Jemand hat diese Bibliothek inzwischen geändert. Schließe und öffne sie erneut.",
};
