import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-takeover.ts";

export const words: Translated<typeof english> = {
  youTookOver: "Du hast übernommen. Die KI antwortet erst wieder, wenn du zurückgibst.",
  tookOver: "{{name}} hat übernommen. Die KI antwortet erst nach der Rückgabe wieder.",
  handBack: "Zurückgeben",
  join: "Mitschreiben",
  watch: "Ansehen",
  oneWrites: "{{name}} schreibt eine gemeinsame Frage.",
  twoWrite: "{{first}} und {{second}} schreiben eine gemeinsame Frage.",
  severalWrite: "Mehrere Personen schreiben eine gemeinsame Frage.",
  unfinished: "Es gibt eine unfertige gemeinsame Frage.",
  oneOpen: "{{name}} hat die gemeinsame Frage geöffnet.",
  twoOpen: "{{first}} und {{second}} haben die gemeinsame Frage geöffnet.",
  severalOpen: "Mehrere Personen haben die gemeinsame Frage geöffnet.",
};
