import type { Translated } from "../entries.ts";
import type { words as english } from "../en/desk-search.ts";

export const words: Translated<typeof english> = {
  search: "Alle Gespräche durchsuchen",
  searchHint: "Wörter, ein Name, eine Adresse, ein Schlagwort",
  endSearch: "Suche beenden",
  found: "Gefunden",
  results: "Gefundene Gespräche",
  searching: "Wird gesucht",
  nothing: "Kein Gespräch hat diese Wörter.",
  foundCount: { one: "{{count}} Gespräch gefunden", other: "{{count}} Gespräche gefunden" },
  foundMore: "{{count}} Gespräche gefunden, und es gibt mehr",
  unknownFilter: "{{filter}} bedeutet hier nichts.",
  failed: "Die Suche ist fehlgeschlagen: {{reason}}",
  more: "Mehr zeigen",
  inName: "Name",
  inAddress: "Adresse",
  inTag: "Schlagwort",
  inNote: "Notiz, {{name}}",
  inMessage: "{{name}}",
  nobody: "Besucher",
  inAll: "In allen Warteschlangen, auch geschlossene und zurückgestellte",
};
