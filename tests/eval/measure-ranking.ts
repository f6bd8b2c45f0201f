/** How good the order of all that is found is, compared with other ways of finding. */
import type { Collection } from "./collection.ts";
import { measure, type Measures } from "./measures.ts";
import type { MemoryLibrary } from "./memory-library.ts";
import { type Find, miniSearch, orama, plainFts5 } from "./systems.ts";

/** Recall is counted at 20, nDCG at 10. */
const DEPTH = 20;

export const ANSWER = "what an answer gets (at most 10 documents)";
export const BM25 = "FTS5 as it comes (porter, BM25)";

export async function measureRanking(
  { documents, questions, judgements }: Collection,
  library: MemoryLibrary,
): Promise<Map<string, Measures>> {
  const retrieved =
    (limit: number, show: "fitting" | "all"): Find =>
    async (question) => {
      const passages = await library.retrieve(question, { limit, perDocument: 1, show });
      return passages.map(({ document }) => library.idOf(document));
    };
  const systems: [name: string, find: Find][] = [
    ["MiniSearch, defaults", miniSearch(documents)],
    ["Orama, defaults", await orama(documents)],
    [BM25, plainFts5(documents)],
    ["words of a library's index alone", (question, limit) => library.findByWords(question, limit)],
    ["what the search page gets (at most 20)", retrieved(DEPTH, "all")],
    [ANSWER, retrieved(10, "fitting")],
  ];
  const measured = new Map<string, Measures>();
  for (const [name, find] of systems) {
    const found = new Map<string, string[]>();
    for (const { id, text } of questions) found.set(id, await find(text, DEPTH));
    measured.set(name, measure(found, judgements));
  }
  return measured;
}
