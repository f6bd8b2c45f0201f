/** What a person writes into a search as a query of FTS5: words, never syntax. */
import { STOP_WORDS } from "./stop-words.ts";

/** A question has some ten. More are a paste, and each costs a scan of its own. */
const MAX_TERMS = 32;
/** In UTF-16 units: what is longer is no word, and stands in no text. */
const MAX_TERM_LENGTH = 100;

/** The words that are looked for, each once; without stop words unless there is nothing else. */
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

/** Any of them. Everything between quotes is text to FTS5, but for a quote, which is doubled. */
export function matchAny(words: string[]): string {
  return words.map((word) => `"${word.replaceAll('"', '""')}"`).join(" OR ");
}
