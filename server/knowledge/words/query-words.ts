/** Turns a search text into an FTS5 query: words only, never FTS5 syntax. */
import { STOP_WORDS } from "./stop-words.ts";

/** A question has about ten words. A pasted text has more, and each word costs a separate scan. */
const MAX_TERMS = 32;
/** In UTF-16 units. Longer strings are not words and do not occur in texts. */
const MAX_TERM_LENGTH = 100;

/** The words to search for, each once. Stop words are removed unless only stop words remain. */
export function queryWords(query: string): string[] {
  const words = new Set(
    query
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu),
  );
  const telling = [...words].filter((word) => !STOP_WORDS.has(word));
  return (telling.length > 0 ? telling : [...words])
    .filter((word) => word.length <= MAX_TERM_LENGTH)
    .slice(0, MAX_TERMS);
}

/** Matches any of the words. FTS5 treats quoted content as text; a quote inside is doubled. */
export function matchAny(words: string[]): string {
  return words.map((word) => `"${word.replaceAll('"', '""')}"`).join(" OR ");
}
