/** Minimum length in characters of a word that is highlighted in a hit. Shorter words occur too often. */
const SHORTEST = 4;

/** Removes the headings at the beginning of a hit, because they are shown above it. */
export const withoutHeadings = (text: string): string =>
  text.replace(/^(?:\s*#{1,6}[ \t][^\n]*\n)+/, "").trim() || text;

/** Splits a text into parts. Every second part is a word of the query. */
export function markWords(text: string, query: string): string[] {
  const words = (query.match(/[\p{L}\p{N}]+/gu) ?? []).filter(({ length }) => length >= SHORTEST);
  if (words.length === 0) return [text];
  return text.split(
    new RegExp(`(?<![\\p{L}\\p{N}])((?:${words.join("|")})\\p{L}{0,2})(?![\\p{L}\\p{N}])`, "giu"),
  );
}
