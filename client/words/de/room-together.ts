import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-together.ts";

export const words: Translated<typeof english> = {
  youElsewhere: "Du, woanders",
  together: "Gemeinsam schreiben",
  people: "Schreiben gemeinsam",
  you: "Du",
  watching: "sieht zu",
  ready: "bereit",
  waitForAll: "Warten, bis alle bereit sind",
  leave: "Gemeinsame Frage verlassen",
  stopWatching: "Nicht mehr zusehen",
  prompt: "Gemeinsame Frage",
  placeholder: "Gemeinsam eine Frage schreiben",
  nothingYet: "Noch nichts geschrieben",
  iAmReady: "Bereit",
  send: "Für alle senden",
  tooLong: "Diese Frage ist zu lang. Andere sehen ihr Ende nicht.",
  offline: "Du bist offline. Was du schreibst, wird ergänzt, sobald du wieder online bist.",
  waitingFor: "Wartet auf {{names}}",
};
