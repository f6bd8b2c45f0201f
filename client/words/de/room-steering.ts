import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-steering.ts";

export const words: Translated<typeof english> = {
  you: "Du",
  isAnswering: "{{name}} antwortet gerade. Deine Nachricht:",
  whatHappens: "Deine nächste Nachricht: {{policy}}. Ändern",
  nextMessage: "Deine nächste Nachricht",
  queue: "wartet, bis sie dran ist",
  queueAbout: "Sie wird nach dieser Antwort beantwortet.",
  merge: "wird zusammen mit der letzten wartenden beantwortet",
  mergeAbout: "Wartet keine, dann wartet sie, bis sie dran ist.",
  steer: "lenkt diese Antwort",
  steerAbout: "Die Antwort berücksichtigt sie ab ihrem nächsten Schritt.",
  always: "Für alle, immer",
  queueLower: "sie warten, bis sie dran sind",
  mergeLower: "sie werden zusammen beantwortet",
  steerLower: "sie lenken die Antwort",
  setPolicy: "{{by}} hat geändert, was mit Nachrichten geschieht, während KI antwortet: {{policy}}.",
  youSetPolicy: "Du hast geändert, was mit Nachrichten geschieht, während KI antwortet: {{policy}}.",
  steers: "Lenkt eine Antwort",
  waitsForStep: "Lenkt die Antwort ab ihrem nächsten Schritt",
  taken: "Die Antwort hat das berücksichtigt",
  missed: "Die Antwort endete, bevor sie das berücksichtigen konnte",
  askNow: "Jetzt fragen",
  tookIn: "Eine Nachricht berücksichtigt",
  tookInOf: "{{name}}:",
};
