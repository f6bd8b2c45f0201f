import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-queue.ts";

export const words: Translated<typeof english> = {
  title: "Warten auf eine Antwort",
  waiting: { one: "{{count}} Frage wartet", other: "{{count}} Fragen warten" },
  you: "Du",
  earlier: "eine frühere Nachricht",
  questionOf: "Frage von {{name}}",
  yourQuestion: "Deine Frage",
  moveUp: "{{what}} nach oben verschieben",
  moveDown: "{{what}} nach unten verschieben",
  up: "Früher",
  down: "Später",
  mergeNamed: "{{what}} zusammen mit der vorigen beantworten",
  merge: "Zusammen mit der vorigen beantworten",
  steerNamed: "{{what}} soll die laufende Antwort lenken",
  steer: "Die laufende Antwort lenken",
  estimate: "Erwartete Kosten",
  about: "≈ {{cost}}",
  dropNamed: "{{what}} verwerfen",
  drop: "Verwerfen",
};
