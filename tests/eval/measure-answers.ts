/** How good the passages are that an answer gets. */
import type { Collection, Question } from "./collection.ts";
import { hasAnswer } from "./collection.ts";
import type { MemoryLibrary } from "./memory-library.ts";

export interface AnswerMeasures {
  answerable: number;
  /** Share of the answerable questions whose right document is first, and in the first five. */
  first: number;
  firstFive: number;
  /** Share of the answerable questions that get nothing at all. */
  lost: number;
  unanswerable: number;
  /** Share of the others that get nothing, as they should. */
  refused: number;
  misses: string[];
}

export type Form = "plain" | "chatty";

/** What an answer gets at most, each document once: ranks are of documents. */
const ASKED = { limit: 8, perDocument: 1 };

export async function measureAnswers(
  library: MemoryLibrary,
  collection: Collection,
  questions: Question[],
  form: Form,
): Promise<AnswerMeasures> {
  let [answerable, first, firstFive, lost, unanswerable, refused] = [0, 0, 0, 0, 0, 0];
  const misses: string[] = [];
  for (const question of questions) {
    const text = form === "plain" ? question.text : (question.chatty ?? question.text);
    const found = (await library.retrieve(text, ASKED)).map(({ document }) => library.idOf(document));
    if (!hasAnswer(collection, question)) {
      unanswerable += 1;
      if (found.length === 0) refused += 1;
      else misses.push(`not refused: ${text} (${found[0]})`);
      continue;
    }
    answerable += 1;
    const judged = collection.judgements.get(question.id);
    const place = found.findIndex((id) => (judged?.get(id) ?? 0) > 0);
    if (place === 0) first += 1;
    if (place !== -1 && place < 5) firstFive += 1;
    else misses.push(`${found.length === 0 ? "lost" : "not in the first five"}: ${text}`);
    if (found.length === 0) lost += 1;
  }
  const share = (part: number, all: number): number => (all === 0 ? 0 : part / all);
  return {
    answerable,
    first: share(first, answerable),
    firstFive: share(firstFive, answerable),
    lost: share(lost, answerable),
    unanswerable,
    refused: share(refused, unanswerable),
    misses,
  };
}
