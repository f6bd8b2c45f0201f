/** `npm run eval`: how well things are found. The tables of docs/knowledge.md are from here. */
import { embedder } from "./embedder.ts";
import { measureCranfield } from "./measure-cranfield.ts";
import { measureDocumentation } from "./measure-documentation.ts";
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

const { chunks, answerable, floors, ...shares } = await measureDocumentation(model);
const NAMES: Record<string, string> = {
  first: "the words that answer are in the first passage",
  firstThree: "… in one of the first three",
  any: "… in one of all (at most 8)",
  precision: "of the first three passages, from the page that answers",
};
printTable(
  `Documentation: ${answerable} questions with an answer and some without, over ${chunks} chunks of real pages`,
  ["", "share"],
  Object.entries(shares).map(([key, value]) => [NAMES[key] ?? key, value.toFixed(2)]),
);
printTable(
  "What a floor under the score does",
  ["floor", "found, of those with an answer", "nothing found, of those without"],
  floors.map(({ floor, answered, refused }) => [floor, answered, refused].map((n) => n.toFixed(2))),
);
