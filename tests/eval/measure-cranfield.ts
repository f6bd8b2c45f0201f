import { readCranfield } from "./cranfield.ts";
import type { Embedder } from "./embedder.ts";
import { measure, type Measures } from "./measures.ts";
import {
  alone,
  fedBack,
  type Find,
  fullText,
  hybrid,
  miniSearch,
  orama,
  reranked,
  vectors,
} from "./systems.ts";

/** Documents that a system is asked for: recall is counted at 20. */
const DEPTH = 50;

export async function measureCranfield({ name, embed }: Embedder): Promise<Map<string, Measures>> {
  const { documents, queries, judgements } = readCranfield();
  const all = await vectors(documents, embed);
  const byWords = fullText(documents);
  const byVector = fedBack(all, byWords);
  const both = hybrid(byVector, byWords);
  const systems: [name: string, find: Find][] = [
    ["MiniSearch, defaults", miniSearch(documents)],
    ["Orama, defaults", await orama(documents)],
    ["full text of a library (FTS5, BM25)", byWords],
    [`vectors alone (${name})`, alone(all)],
    ["vectors with feedback", byVector],
    ["hybrid", both],
    ["hybrid + rerank (stand-in)", reranked(both, documents)],
  ];
  const measured = new Map<string, Measures>();
  for (const [system, find] of systems) {
    const answers = new Map<string, string[]>();
    for (const { id, text } of queries) answers.set(id, await find(text, DEPTH));
    measured.set(system, measure(answers, judgements));
  }
  return measured;
}
