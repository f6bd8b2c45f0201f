/** `npm run eval`: how well things are found. The tables of docs/knowledge-evaluation.md are from here. */
import { embedder } from "./embedder.ts";
import { measureCranfield } from "./measure-cranfield.ts";
import { printTable } from "./print-table.ts";

const model = embedder(process.env);
const cranfield = await measureCranfield(model);
printTable(
  "Cranfield: 225 questions, 1,400 abstracts",
  ["", "nDCG@10", "recall@20", "MRR"],
  [...cranfield].map(([name, { ndcg10, recall20, mrr }]) => [
    name,
    ...[ndcg10, recall20, mrr].map((n) => n.toFixed(3)),
  ]),
);
