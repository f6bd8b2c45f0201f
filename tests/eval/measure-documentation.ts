/** Questions over real documentation (the pages that `ai` ships), cut and ranked as the project does it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cut } from "../../server/knowledge/ingest/cut.ts";
import { extractMarkdown } from "../../server/knowledge/ingest/extract/text/markdown.ts";
import {
  MIN_SCORE,
  rankPassages,
  wholeText,
  type Candidate,
  type Ranked,
} from "../../server/knowledge/retrieve/rank-passages.ts";
import { rerank } from "../../server/local/rerank.ts";
import { MAX_SOURCES, MAX_SOURCES_PER_DOCUMENT } from "../../shared/limits.ts";
import type { Embedder } from "./embedder.ts";
import { fedBack, fullText, hybrid, vectors } from "./systems.ts";

const docs = join(import.meta.dirname, "../../node_modules/ai/docs");
const FOLDERS = ["03-agents", "03-ai-sdk-core", "04-ai-sdk-ui", "06-advanced", "09-troubleshooting"];

interface Question {
  question: string;
  /** Where the answer is, and words that must be in a passage of it; none where there is no answer. */
  document?: string;
  phrase?: string;
}

export interface DocumentationMeasures {
  chunks: number;
  answerable: number;
  /** Share of the answerable questions with the phrase in the first, in one of the first three, of all passages. */
  first: number;
  firstThree: number;
  any: number;
  /** Share of the first three passages that are of the document that answers. */
  precision: number;
  floors: Floor[];
}

/** What a floor under the scores does. */
export interface Floor {
  floor: number;
  /** Share of the answerable questions that something is found for. */
  answered: number;
  /** Share of the others that nothing is found for. */
  refused: number;
}

const FLOORS = [0.2, 0.3, MIN_SCORE, 0.5, 0.6];

export async function measureDocumentation({ embed }: Embedder): Promise<DocumentationMeasures> {
  const questions: Question[] = JSON.parse(
    readFileSync(join(import.meta.dirname, "documentation/questions.json"), "utf8"),
  );
  const chunks = FOLDERS.flatMap(chunksOf);
  const byId = new Map(chunks.map((chunk) => [chunk.id, chunk]));
  const byWords = fullText(chunks);
  const find = hybrid(fedBack(await vectors(chunks, embed), byWords), byWords);
  const results = await Promise.all(
    questions.map(async (question) => {
      const candidates = (await find(question.question, 50)).flatMap((id) => byId.get(id) ?? []);
      return {
        ...question,
        passages: retrieved(question.question, candidates, MIN_SCORE),
        best: Math.max(0, ...retrieved(question.question, candidates, 0).map(({ score }) => score)),
      };
    }),
  );
  return summed(chunks, results);
}

function retrieved(question: string, candidates: Candidate[], floor: number): Ranked<Candidate>[] {
  const contexts = candidates.slice(0, 30).map(wholeText);
  const scores = new Array<number>(contexts.length).fill(0);
  for (const { id, score } of rerank(question, contexts, contexts.length)) scores[id] = score;
  const bounds = { limit: MAX_SOURCES, perDocument: MAX_SOURCES_PER_DOCUMENT };
  return rankPassages({ question, floor, ...bounds }, candidates, scores);
}

type Result = Question & { passages: Ranked<Candidate>[]; best: number };

function summed(chunks: Candidate[], results: Result[]): DocumentationMeasures {
  const answerable = results.filter(({ document }) => document !== undefined);
  const others = results.filter(({ document }) => document === undefined);
  const within = (depth: number) => share(answerable, (result) => says(result, depth));
  const top = answerable.flatMap(({ document, passages }) =>
    passages.slice(0, 3).map(({ item }) => item.document === document),
  );
  if (process.env["EVAL_MISSES"] !== undefined) printMisses(answerable, others);
  return {
    chunks: chunks.length,
    answerable: answerable.length,
    first: within(1),
    firstThree: within(3),
    any: within(MAX_SOURCES),
    precision: share(top, (isRight) => isRight),
    floors: FLOORS.map((floor) => ({
      floor,
      answered: share(answerable, ({ best }) => best >= floor),
      refused: share(others, ({ best }) => best < floor),
    })),
  };
}

function says({ document, phrase = "", passages }: Result, depth: number): boolean {
  return passages
    .slice(0, depth)
    .some(({ item }) => item.document === document && plain(item.text).includes(plain(phrase)));
}

function printMisses(answerable: Result[], others: Result[]): void {
  for (const result of answerable) if (!says(result, 3)) console.log("missed:", result.question);
  for (const { question, best } of others) if (best >= MIN_SCORE) console.log("not refused:", question);
}

function chunksOf(folder: string): Candidate[] {
  return readdirSync(join(docs, folder))
    .filter((name) => name.endsWith(".mdx"))
    .flatMap((name) => {
      const document = `${folder}/${name}`;
      const { text, marks } = extractMarkdown(readFileSync(join(docs, document), "utf8"));
      return cut(text, marks, "markdown").map(({ from, to, headings = [] }, number) => ({
        id: `${document}#${number}`,
        document,
        title: name.replace(/^\d+-|\.mdx$/g, ""),
        headings,
        text: text.slice(from, to),
      }));
    });
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function share<Item>(items: Item[], holds: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}
