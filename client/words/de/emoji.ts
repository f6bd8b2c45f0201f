import type { Translated } from "../entries.ts";
import type { words as english } from "../en/emoji.ts";

export const words: Translated<typeof english> = {
  search: "Emoji suchen",
  groups: "Emoji-Gruppen",
  recent: "Zuletzt verwendet",
  emoji: "Emoji",
  none: "Kein Emoji gefunden.",
  skinTone: "Hautfarbe",
  noTone: "keine Hautfarbe",
  light: "hell",
  mediumLight: "mittelhell",
  medium: "mittel",
  mediumDark: "mitteldunkel",
  dark: "dunkel",
  smileys: "Smileys",
  people: "Menschen",
  animals: "Tiere und Natur",
  food: "Essen und Trinken",
  travel: "Reisen und Orte",
  activities: "Aktivitäten",
  objects: "Gegenstände",
  symbols: "Symbole",
  flags: "Flaggen",
};
