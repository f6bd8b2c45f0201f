import type { Translated } from "../entries.ts";
import type { words as english } from "../en/ui.ts";

export const words: Translated<typeof english> = {
  close: "Schließen",
  cancel: "Abbrechen",
  loading: "Wird geladen",
  tryAgain: "Erneut versuchen",
  reload: "Neu laden",
  copy: "Kopieren",
  copied: "Kopiert",
  copyText: "Text kopieren",
  linkCopied: "Link kopiert",
  download: "Herunterladen",
  remove: "Entfernen",
  active: "aktiv",
  away: "abwesend",
  offline: "offline",
  code: "Code",
  copyCode: "Code kopieren",
  wrap: "Umbrechen",
  plainText: "Text",
  formula: "Formel",
  table: "Tabelle",
  done: "erledigt",
  toDo: "offen",
  footnote: "Fußnote {{n}}",
  footnotes: "Fußnoten",
};
