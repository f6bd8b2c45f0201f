import type { Translated } from "../entries.ts";
import type { words as english } from "../en/sign-out.ts";

export const words: Translated<typeof english> = {
  title: {
    one: "{{count}} Nachricht ist noch nicht gesendet",
    other: "{{count}} Nachrichten sind noch nicht gesendet",
  },
  titleWithNotes: {
    one: "{{count}} Text ist noch nicht gespeichert",
    other: "{{count}} Texte sind noch nicht gespeichert",
  },
  about:
    "Was wartet, ist nur auf diesem Gerät gespeichert. Wenn du es behältst, wird es gesendet, sobald du dich hier wieder anmeldest. Bis dahin könnten andere, die diesen Browser nutzen, es finden.",
  stay: "Angemeldet bleiben",
  delete: "Löschen und abmelden",
  keep: "Behalten und abmelden",
};
