import type { words as english } from "../en/widget-rating.ts";
import type { Translated } from "../entries.ts";

export const words: Translated<typeof english> = {
  howWasIt: "Wie war es mit {{name}}?",
  howWasTheAi: "Wie war es mit der KI?",
  bad: "Schlecht",
  poor: "Mäßig",
  fine: "In Ordnung",
  good: "Gut",
  great: "Sehr gut",
  tellMore: "Sagen Sie {{name}} mehr, wenn Sie mögen",
  tellUsMore: "Sagen Sie uns mehr, wenn Sie mögen",
  sendRating: "Bewertung senden",
  skipRating: "Überspringen",
  ratingThanks: "Danke. Ihre Bewertung dieser Unterhaltung: {{step}}",
  changeRating: "Ändern",
  changeOnce: "Sie können sie einmal ändern.",
  keepRating: "So lassen",
};
