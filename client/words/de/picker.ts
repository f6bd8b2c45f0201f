import type { Translated } from "../entries.ts";
import type { words as english } from "../en/picker.ts";

export const words: Translated<typeof english> = {
  loading: "Personen werden geladen",
  people: "Personen",
  person: "Person",
  search: "Nach Namen suchen",
  nobodyYet: "Hier ist noch niemand sonst. Lade zuerst jemanden ein.",
  nobody: "Niemand mit diesem Namen.",
};
