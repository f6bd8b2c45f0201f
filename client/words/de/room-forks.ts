import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-forks.ts";

export const words: Translated<typeof english> = {
  versionOf: "Fassung {{at}} von {{all}}",
  previous: "Vorige Fassung",
  next: "Nächste Fassung",
  place: "{{at}} von {{all}}",
  onlyYou: "Nur du siehst diese Fassung.",
  showToAll: "Allen zeigen",
  back: "Zurück",
  shownNow: "Alle sehen jetzt eine andere Fassung dieser Unterhaltung.",
  send: "Senden",
  correct: "Nur den Text korrigieren",
  about: "Es gibt eine neue Antwort. Was nach dieser Nachricht gesagt wurde, bleibt in der früheren Fassung.",
};
