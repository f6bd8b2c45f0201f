/** Words that are marked in a hit; shorter ones stand everywhere. */
const SHORTEST = 4;

/** A hit as it is shown: the headings that it begins with are said above it. */
export const withoutHeadings = (text: string): string =>
  text.replace(/^(?:\s*#{1,6}[ \t][^\n]*\n)+/, "").trim() || text;

/** A text in stretches, every second of which is a word of the query. */
export function markWords(text: string, query: string): string[] {
  const words = (query.match(/[\p{L}\p{N}]+/gu) ?? []).filter(({ length }) => length >= SHORTEST);
  if (words.length === 0) return [text];
  return text.split(
    new RegExp(`(?<![\\p{L}\\p{N}])((?:${words.join("|")})\\p{L}{0,2})(?![\\p{L}\\p{N}])`, "giu"),
  );
}
