import type { CountedWord, WordSearch } from "../../bindings/library-index.ts";
import type { AskedWords } from "../words/found-words.ts";

/** The words of one question, as several libraries have them. Each library knows its own terms for a word. */
export function joinWords(searches: Pick<WordSearch, "words" | "chunks">[]): AskedWords {
  const words = new Map<string, CountedWord>();
  for (const word of searches.flatMap((search) => search.words)) {
    const before = words.get(word.word);
    words.set(word.word, before === undefined ? word : join(before, word));
  }
  return { words: [...words.values()], chunks: searches.reduce((sum, { chunks }) => sum + chunks, 0) };
}

/** A library that has the word itself knows better what it is than one that has related words. */
function join(a: CountedWord, b: CountedWord): CountedWord {
  if (a.exact !== b.exact) return a.exact ? a : b;
  return {
    ...a,
    terms: [...new Set([...a.terms, ...b.terms])],
    chunks: a.chunks + b.chunks,
    asked: a.asked || b.asked,
  };
}
