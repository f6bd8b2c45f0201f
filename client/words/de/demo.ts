import type { words as english } from "../en/demo.ts";
import type { Translated } from "../entries.ts";

export const words: Translated<typeof english> = {
  visitorsToo: "Auch wer eure Website besucht, kann fragen und euer Team erreichen.",
  seeOnPage: "Auf einer Seite ansehen",
  notMade: "Die Seite konnte nicht angelegt werden. Bitte versuche es noch einmal.",
};
