import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-starters.ts";

export const words: Translated<typeof english> = {
  summarize: "Fasse diesen Text zusammen:",
  draft: "Entwirf eine Nachricht an mein Team über",
  decide: "Hilf mir bei der Entscheidung zwischen",
  ways: "Möglichkeiten, anzufangen",
  suggested: "Vorgeschlagene Fragen",
};
