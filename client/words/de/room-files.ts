import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-files.ts";

export const words: Translated<typeof english> = {
  files: "Dateien",
  close: "Dateien schließen",
  ofConversation: "Dateien dieser Unterhaltung",
  downloadNamed: "{{name}} herunterladen",
  loading: "Dateien werden geladen",
  none: "Noch keine Dateien. Hier stehen die Dateien, die hier gesendet werden.",
  older: "Ältere Dateien anzeigen",
};
