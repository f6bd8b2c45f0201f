/** One emoji of Unicode. */
export interface Emoji {
  text: string;
  /** The CLDR short name in the page's language: "thumbs up". */
  name: string;
  /** The group of Unicode, by its number: smileys, people, and so on. */
  group: number;
  /** What stands between colons: "+1", "thumbs_up". */
  codes: readonly string[];
  /** Other words that it is found by. */
  tags: readonly string[];
  /** The same in the five skin tones, from light to dark; empty where it has none. */
  tones: readonly string[];
}

/** The groups in their order, each with the key of its name and the emoji of its tab. */
export const emojiGroups = [
  { group: 0, name: "smileys", face: "😀" },
  { group: 1, name: "people", face: "👋" },
  { group: 3, name: "animals", face: "🐻" },
  { group: 4, name: "food", face: "🍎" },
  { group: 5, name: "travel", face: "🚗" },
  { group: 6, name: "activities", face: "⚽" },
  { group: 7, name: "objects", face: "💡" },
  { group: 8, name: "symbols", face: "❤️" },
  { group: 9, name: "flags", face: "🏁" },
] as const;

/** 0 is without a tone, 1 to 5 from light to dark. */
export type SkinTone = 0 | 1 | 2 | 3 | 4 | 5;

export const withTone = (emoji: Pick<Emoji, "text" | "tones">, tone: SkinTone): string =>
  tone === 0 ? emoji.text : (emoji.tones[tone - 1] ?? emoji.text);

/** The better the fit, the smaller; null if a word of the query fits nothing. */
function rank({ name, codes, tags }: Emoji, query: string, words: readonly string[]): number | null {
  if (codes.includes(query)) return 0;
  if (codes.some((code) => code.startsWith(query))) return 1;
  const named = name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const isFound = (word: string, among: readonly string[]) => among.some((one) => one.startsWith(word));
  if (words.every((word) => isFound(word, named))) return 2;
  return words.every((word) => isFound(word, named) || isFound(word, tags)) ? 3 : null;
}

/** The emoji that fit, the best first. Every word of the query begins a word of the name, of a code or of a tag. */
export function searchEmoji(all: readonly Emoji[], typed: string, most: number): Emoji[] {
  const query = typed.trim().toLowerCase().replace(/\s+/g, "_");
  const words = query.split(/[_\s]+/).filter(Boolean);
  if (words.length === 0) return [];
  return all
    .map((emoji) => ({ emoji, at: rank(emoji, query, words) }))
    .filter((found): found is { emoji: Emoji; at: number } => found.at !== null)
    .sort((a, b) => a.at - b.at)
    .slice(0, most)
    .map(({ emoji }) => emoji);
}
