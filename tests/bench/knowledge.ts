/**
 * `npm run bench:knowledge`: time of a question in libraries of several sizes, through real workerd: embedding, both indexes,
 * fusion, reranking, permissions; no model. For comparison, Orama's hybrid search in the memory of this process, without
 * permissions and reranking. `-- 1000 20000` measures only these sizes.
 */
import { create, insertMultiple, search } from "@orama/orama";
import { embed } from "../../server/local/embed.ts";
import { ownCollection } from "../eval/collection.ts";
import { printTable } from "../eval/print-table.ts";
import type { BenchPlace } from "./bench-place.ts";
import { startWorker } from "./start-worker.ts";

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 20_000, 100_000];
const QUESTIONS = 200;
/** Fewer, because Orama takes seconds for each in large libraries. */
const ORAMA_QUESTIONS = 40;
const WARM_UP = 5;
/** Texts of one document. */
const BATCH = 1_000;

const { documents, questions } = ownCollection("handbook");
const sentences = documents
  .flatMap(({ text }) => text.split(/(?<=[.])\s/))
  .filter(({ length }) => length > 40);

let seed = 42;
function pick<Item>(items: Item[]): Item {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  const item = items[seed % items.length];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

/** As long as a chunk. */
function newText(): string {
  let text = "";
  while (text.length < 800) text += `${pick(sentences)} `;
  return text;
}

/** Each question is asked once, so that no cache contains it. As long as real questions. */
function newQuestion(): string {
  return `${pick(questions).text.split(" ").slice(0, 9).join(" ")} ${pick(pick(sentences).split(" "))}`;
}

async function timed(number: number, ask: (question: string) => Promise<unknown>): Promise<string[]> {
  const times: number[] = [];
  for (let i = 0; i < number + WARM_UP; i++) {
    const question = newQuestion();
    const start = performance.now();
    await ask(question);
    // The first questions are a warm-up.
    if (i >= WARM_UP) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return [0.5, 0.99].map((share) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1));
}

async function measureParley(texts: string[]): Promise<string[]> {
  const { ask, stop } = await startWorker("knowledge-worker.ts", { LOCAL_VECTORIZE_DELAY: "0" });
  try {
    const place = (await ask("/make", {})) as BenchPlace;
    for (let from = 0; from < texts.length; from += BATCH) {
      await ask("/fill", { ...place, texts: texts.slice(from, from + BATCH) });
    }
    await ask("/state", {});
    return await timed(QUESTIONS, (question) => ask("/", { ...place, question }));
  } finally {
    await stop();
  }
}

async function measureOrama(texts: string[]): Promise<string[]> {
  const index = create({ schema: { text: "string", vector: "vector[384]" } });
  for (let from = 0; from < texts.length; from += BATCH) {
    const some = texts.slice(from, from + BATCH).map((text) => ({ text, vector: embed(text, 384) }));
    await insertMultiple(index, some, BATCH);
  }
  return timed(ORAMA_QUESTIONS, async (question) =>
    search(index, {
      mode: "hybrid",
      term: question,
      vector: { value: embed(question, 384), property: "vector" },
      similarity: 0.1,
      limit: 8,
    }),
  );
}

const rows: string[][] = [];
for (const size of SIZES) {
  const texts = Array.from({ length: size }, newText);
  const ours = await measureParley(texts);
  console.log(`${size} chunks: p50 ${ours[0]} ms, p99 ${ours[1]} ms`);
  rows.push([size.toLocaleString("en"), ...ours, ...(await measureOrama(texts))]);
}
printTable(
  `${QUESTIONS} questions (Orama: ${ORAMA_QUESTIONS}), one after the other, milliseconds`,
  ["chunks", "Parley p50", "p99", "Orama in memory p50", "p99"],
  rows,
);
