import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-share.ts";

export const words: Translated<typeof english> = {
  title: "{{room}} teilen",
  anyoneIn: "Alle in {{organization}} mit dem Link können diese Unterhaltung öffnen.",
  anyone: "Alle in deiner Organisation mit dem Link können diese Unterhaltung öffnen.",
  access: "Zugriff",
  view: "Ansehen: alles sehen, ohne zu schreiben",
  join: "Beitreten: lesen und schreiben",
  validFor: "Gültig für",
  hours: { one: "{{count}} Stunde", other: "{{count}} Stunden" },
  days: { one: "{{count}} Tag", other: "{{count}} Tage" },
  create: "Link erstellen",
  link: "Link",
  copyNow: "Kopiere ihn jetzt; er wird nicht noch einmal angezeigt. Gültig bis {{time}}.",
  active: "Aktive Links",
  loading: "Links werden geladen",
  none: "Keine.",
  watchUsed: { one: "Ansehen · {{count}} Person kam", other: "Ansehen · {{count}} Personen kamen" },
  joinUsed: { one: "Beitreten · {{count}} Person kam", other: "Beitreten · {{count}} Personen kamen" },
  byUntil: "von {{name}}, bis {{time}}",
  revoke: "Widerrufen",
};
