import type { Translated } from "../entries.ts";
import type { words as english } from "../en/when.ts";

export const words: Translated<typeof english> = {
  offered: "Wann",
  inMinutes: "In 20 Minuten",
  inHour: "In einer Stunde",
  inHours: "In 3 Stunden",
  tomorrow: "Morgen früh",
  nextWeek: "Am Montagmorgen",
  other: "Oder zu einer anderen Zeit",
  example: "morgen 9:00",
  hint: "In Worten, etwa „nächsten Freitag 9:00“ oder „in 2 Stunden“.",
  pick: "Tag und Uhrzeit wählen",
  noTime: "Keine Zeit gefunden. Schreib sie etwa als „morgen 9:00“, oder wähle sie aus.",
  past: "Diese Zeit ist vorbei.",
  notLoaded: "Zeiten in Worten konnten nicht geladen werden. Lade die Seite neu.",
};
