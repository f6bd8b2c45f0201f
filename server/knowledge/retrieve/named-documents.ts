/** A word that more titles than these have names none of the documents. */
const MOST_TITLES = 2;

interface Titled {
  document: string;
  /** The words of its title, in the form in which the question's are. */
  titleWords: ReadonlySet<string>;
}

/** The documents that a question names by a word of their titles, such as both of "compare the fees of Alder and Birch". */
export function namedDocuments(candidates: readonly Titled[], asked: ReadonlySet<string>): string[] {
  const titles = new Map(candidates.map(({ document, titleWords }) => [document, titleWords]));
  const count = (word: string): number =>
    [...titles.values()].reduce((sum, words) => sum + (words.has(word) ? 1 : 0), 0);
  const naming = [...asked].filter((word) => count(word) <= MOST_TITLES);
  return [...titles]
    .filter(([, words]) => naming.some((word) => words.has(word)))
    .map(([document]) => document);
}
