import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-life.ts";

export const words: Translated<typeof english> = {
  pins: "Angeheftete Nachrichten",
  close: "Angeheftete Nachrichten schließen",
  noPins: "Noch ist nichts angeheftet. Mit der Nadel einer Nachricht bleibt sie hier für alle.",
  loading: "Angeheftete Nachrichten werden geladen",
  up: "Nach oben: {{text}}",
  down: "Nach unten: {{text}}",
  unpin: "Lösen: {{text}}",
  moveUp: "Nach oben",
  moveDown: "Nach unten",
  unpinHere: "Lösen",
  hidden: "Eine ausgeblendete Nachricht",
  topicTitle: "Thema und Ankündigungen",
  topic: "Thema",
  topicHint: "Worum es in dieser Unterhaltung geht. Es steht unter dem Namen.",
  announcements: "Nur Inhaber und Admins schreiben hier",
  announcementsAbout: "Für Ankündigungen: Alle anderen lesen und reagieren.",
  save: "Speichern",
  cancel: "Abbrechen",
  versions: "Frühere Fassungen",
  versionOf: "Fassung {{number}}, {{when}}",
  currentVersion: "Jetzt",
  noVersions: "Die früheren Fassungen sind weg.",
  loadingVersions: "Frühere Fassungen werden geladen",
};
