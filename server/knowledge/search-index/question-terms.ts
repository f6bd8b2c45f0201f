/** What the words of a question are in this library: how many chunks have them, and which terms stand for unknown ones. */
import type { SqlStore } from "../../storage/sql.ts";
import type { CountedWord } from "../../bindings/library-index.ts";
import { type QuestionWord, questionWords } from "../words/question-words.ts";
import { hasOutdatedWords, languagesOf } from "./analyse.ts";

/** Terms that stand for one unknown word. */
const MAX_RELATED = 8;
/** Shorter beginnings are of too many words. Characters. */
const MIN_BEGINNING = 4;
/** Share of a word that the beginning of another form of it has at least: `kostet`, `kosten`. */
const BEGINNING_SHARE = 0.65;

export function countWords(store: SqlStore, question: string): CountedWord[] {
  const isOutdated = hasOutdatedWords(store);
  return questionWords(question, languagesOf(store)).map(({ word, terms, asked }) => {
    const searched = isOutdated ? [...new Set([...terms, word])] : terms;
    const known = searched.flatMap((term) => lookUp(store, term));
    const found = known.length > 0 && !isCharacter(word) ? known : [...known, ...related(store, searched)];
    const standing = found.length > 0 ? found.map(({ term }) => term) : searched;
    return { word, asked, terms: standing, chunks: sum(found), exact: known.length > 0 };
  });
}

type Term = { term: string; doc: number };

/** Without reading the chunks: https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module. */
function lookUp(store: SqlStore, term: string): Term[] {
  return store.all<Term>("SELECT term, doc FROM chunk_terms WHERE term = ?", term);
}

/**
 * Other forms and compounds of a word that no chunk has: terms that begin with it (`Urlaub`, `Urlaubsanspruch`), else the
 * longest term that it begins with.
 */
function related(store: SqlStore, terms: QuestionWord["terms"]): Term[] {
  return terms.flatMap((term) => {
    if (!isCharacter(term) && (term.length < MIN_BEGINNING || /\p{N}/u.test(term))) return [];
    const longer = store.all<Term>(
      "SELECT term, doc FROM chunk_terms WHERE term > ?1 AND term < ?1 || char(0x10ffff) LIMIT ?2",
      term,
      MAX_RELATED,
    );
    if (longer.length > 0) return longer;
    const shortest = Math.max(MIN_BEGINNING, Math.ceil(term.length * BEGINNING_SHARE));
    for (let length = term.length - 1; length >= shortest; length--) {
      const known = lookUp(store, term.slice(0, length));
      if (known.length > 0) return known;
    }
    return [];
  });
}

/** The index has pairs of such characters: one of them is the beginning of a pair. */
function isCharacter(word: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u.test(word);
}

function sum(terms: Term[]): number {
  return terms.reduce((all, { doc }) => all + doc, 0);
}
