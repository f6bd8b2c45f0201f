import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-search.ts";

export const words: Translated<typeof english> = {
  inConversation: "In dieser Unterhaltung suchen",
  search: "Suche",
  close: "Suche schließen",
  placeholder: "Wörter, from:Name, has:file",
  unknown: "Hier heißt niemand und nichts {{names}}.",
  none: "Keine Nachricht gefunden",
  found: { one: "{{number}} Nachricht", other: "{{number}} Nachrichten" },
  placeOf: { one: "{{place}} von {{number}} Nachricht", other: "{{place}} von {{number}} Nachrichten" },
  previous: "Voriges Ergebnis",
  previousKeys: "Voriges (Umschalt Eingabe)",
  next: "Nächstes Ergebnis",
  nextKeys: "Nächstes (Eingabe)",
  searching: "Suche läuft",
  results: "Ergebnisse",
  files: { one: "{{count}} Datei", other: "{{count}} Dateien" },
  more: "Mehr anzeigen",
};
