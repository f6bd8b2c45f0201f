/** BM25 over any texts (Robertson and Zaragoza, 2009), with the usual k1 and b. */
import { contentWords } from "./tokenize.ts";

const K1 = 1.2;
const B = 0.75;

/** The score of each text for the query; 0 if they share no word. */
export function rank(query: string, texts: string[]): number[] {
  const terms = [...new Set(contentWords(query))];
  const documents = texts.map(contentWords);
  const average = documents.reduce((sum, words) => sum + words.length, 0) / Math.max(1, documents.length);
  const rarity = new Map(
    terms.map((term) => {
      const having = documents.filter((words) => words.includes(term)).length;
      return [term, Math.log(1 + (documents.length - having + 0.5) / (having + 0.5))];
    }),
  );
  return documents.map((words) =>
    terms.reduce((score, term) => {
      const times = words.filter((word) => word === term).length;
      const length = 1 - B + (B * words.length) / Math.max(1, average);
      return score + ((rarity.get(term) ?? 0) * times * (K1 + 1)) / (times + K1 * length);
    }, 0),
  );
}
