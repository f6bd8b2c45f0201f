/**
 * `npm run eval`: how well things are found, and whether the aims are met, on the repository's own collections.
 * `npm run eval -- --collection DIR` measures another one: a folder with `documents.jsonl` {id, title, text}, `queries.jsonl`
 * {id, text} and `qrels.tsv` (question, document, relevance; with a head line). `--half` leaves out every second document, so
 * that there are questions without an answer. `--every N` takes each N-th question. The tables of docs/knowledge.md are from here.
 */
import { parseArgs } from "node:util";
import { aimsOf } from "./aims.ts";
import { type Collection, half, ownCollection, readCollection } from "./collection.ts";
import { embedder } from "./embedder.ts";
import { measureAnswers, type AnswerMeasures } from "./measure-answers.ts";
import { ANSWER, BM25, measureRanking } from "./measure-ranking.ts";
import { type MemoryLibrary, memoryLibrary } from "./memory-library.ts";
import { printTable } from "./print-table.ts";

const { values: options } = parseArgs({
  options: { collection: { type: "string" }, half: { type: "boolean" }, every: { type: "string" } },
});
const HEAD = ["", "with an answer", "right first", "in first five", "lost", "without", "refused"];
const model = embedder(process.env);
let missed = 0;
if (options.collection === undefined) {
  for (const name of ["handbook", "branches"] as const) await measureOwn(ownCollection(name));
  console.log(missed === 0 ? "\nAll aims are met." : `\n${missed} aims are not met.`);
  if (missed > 0) process.exitCode = 1;
} else await measureOther(options.collection);

async function measureOwn(collection: Collection): Promise<void> {
  const library = await memoryLibrary(collection.documents, model.embed);
  console.log(`\n${collection.name}: ${collection.documents.length} documents, vectors: ${model.name}`);
  const rows: string[][] = [];
  const aims: string[][] = [];
  for (const language of new Set(collection.questions.map((question) => question.language ?? "en"))) {
    const questions = collection.questions.filter((question) => (question.language ?? "en") === language);
    const plain = await measureAnswers(library, collection, questions, "plain");
    const chatty = await measureAnswers(library, collection, questions, "chatty");
    rows.push([`${language}, plain`, ...cells(plain)], [`${language}, chatty`, ...cells(chatty)]);
    for (const { name, wanted, value, isMet } of aimsOf(language, plain, chatty)) {
      aims.push([`${language}, ${name}`, wanted, value.toFixed(3), isMet ? "pass" : "MISS"]);
      if (!isMet) missed += 1;
    }
    printMisses([plain, chatty]);
  }
  printTable("What an answer gets", HEAD, rows);
  printTable("Aims", ["", "wanted", "measured", ""], aims);
}

async function measureOther(folder: string): Promise<void> {
  const whole = readCollection(folder);
  const every = Number(options.every ?? 1);
  const collection = {
    ...(options.half === true ? half(whole) : whole),
    questions: whole.questions.filter((_, i) => i % every === 0),
  };
  const asked = new Set(collection.questions.map(({ id }) => id));
  const judgements = new Map([...collection.judgements].filter(([id]) => asked.has(id)));
  const library = await memoryLibrary(collection.documents, model.embed);
  console.log(
    `\n${collection.name}: ${asked.size} questions, ${collection.documents.length} documents, ${library.chunks} chunks, vectors: ${model.name}`,
  );
  await printRanking({ ...collection, judgements }, library);
  const answers = await measureAnswers(library, collection, collection.questions, "plain");
  printTable("What an answer gets (8 documents)", HEAD, [["all questions", ...cells(answers)]]);
  printMisses([answers]);
}

async function printRanking(collection: Collection, library: MemoryLibrary): Promise<void> {
  const measured = await measureRanking(collection, library);
  printTable(
    "Order",
    ["", "nDCG@10", "recall@20", "MRR"],
    [...measured].map(([name, { ndcg10, recall20, mrr }]) => [
      name,
      ...[ndcg10, recall20, mrr].map((value) => value.toFixed(3)),
    ]),
  );
  const [answer, bm25] = [ANSWER, BM25].map((name) => measured.get(name)?.ndcg10 ?? 0);
  const times = (answer ?? 0) / (bm25 ?? 1);
  console.log(`\nWhat an answer gets has ${times.toFixed(2)} times the nDCG@10 of BM25 (aim: 1.05).`);
}

function cells({ answerable, first, firstFive, lost, unanswerable, refused }: AnswerMeasures): string[] {
  const [a, b, c, d] = [first, firstFive, lost, refused].map((share) => share.toFixed(3));
  return [`${answerable}`, a ?? "", b ?? "", c ?? "", `${unanswerable}`, d ?? ""];
}

function printMisses(all: AnswerMeasures[]): void {
  if (process.env["EVAL_MISSES"] !== undefined) for (const { misses } of all) console.log(misses.join("\n"));
}
