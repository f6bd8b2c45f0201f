import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-catch-up.ts";

export const words: Translated<typeof english> = {
  title: "Während du weg warst",
  reading: "Die Nachrichten werden gelesen…",
  nothing: "Es gibt nichts zusammenzufassen.",
  newest: {
    one: "Die neueste {{count}} Nachricht, von der KI.",
    other: "Die neuesten {{count}} Nachrichten, von der KI.",
  },
  all: { one: "{{count}} Nachricht, von der KI.", other: "{{count}} Nachrichten, von der KI." },
  showMessage: "Nachricht anzeigen",
  showMessageNumber: "{{n}} anzeigen: die Nachricht",
  show: "Anzeigen",
  showNumber: "{{n}} anzeigen",
};
