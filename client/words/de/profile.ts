import type { Translated } from "../entries.ts";
import type { words as english } from "../en/profile.ts";

export const words: Translated<typeof english> = {
  aiAgent: "KI-Agent",
  doNotDisturb: "Nicht stören",
  activeNow: "Gerade aktiv",
  away: "Abwesend",
  offline: "Offline",
  sessionWith: "Sitzung mit {{name}}",
  profileOf: "Profil von {{name}}",
  setStatus: "Status setzen",
  gone: "Nicht mehr in dieser Organisation.",
  message: "Nachricht",
  session: "Sitzung",
  inMeeting: "In einer Besprechung",
  focusing: "Konzentriert",
  lunch: "Mittagspause",
  outSick: "Krank",
  onHoliday: "Im Urlaub",
  no: "Nein",
  yesAsItIs: "Ja, wie bisher",
  yourStatus: "Dein Status",
  status: "Status",
  statusHint: "Alle in der Organisation können ihn sehen. Leer lassen, um ihn zu entfernen.",
  suggestions: "Vorschläge",
  howLong: "Wie lange",
  cancel: "Abbrechen",
  save: "Speichern",
  yourHandle: "Dein Handle",
  handle: "Handle",
  handleHint:
    "Er unterscheidet dich von Personen mit ähnlichem Namen und ist in dieser Organisation eindeutig.",
  badHandle:
    "Ein Handle hat 2 bis 32 Buchstaben von a bis z und Ziffern, dazwischen Punkte, Bindestriche oder Unterstriche.",
};
