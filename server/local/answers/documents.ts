/** Answers from the passages that were found: the sentences that share most words with the question, each with its source's number. */
import type { Source } from "../read-chat.ts";
import { rank } from "../rank.ts";
import { contentWords, sentencesOf } from "../tokenize.ts";
import { excerpt, type Skill } from "./skill.ts";

const MAX_SENTENCES = 3;
/** A sentence must contain this share of the question's words. Otherwise it has another subject. */
const MIN_SHARE = 0.3;

export const documents: Skill = ({ text }, { sources }) => {
  if (sources === null) return null;
  const words = new Set(contentWords(text));
  if (words.size === 0) return null;
  const sentences = sources.flatMap(statementsOf);
  // Title and headings count as words of their passage.
  const scores = rank(
    text,
    sentences.map(({ about, said }) => `${about} ${said}`),
  );
  const best = Math.max(0, ...scores);
  const found = sentences
    .map((sentence, i) => ({ ...sentence, score: scores[i] ?? 0, i }))
    .filter(
      ({ score, said, about }) => score >= best * 0.6 && shareOf(words, `${about} ${said}`) >= MIN_SHARE,
    )
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_SENTENCES)
    .sort((a, b) => a.i - b.i);
  // Messages of the room may contain the answer.
  if (found.length === 0) return null;
  return found.map(({ said, n }) => `${excerpt(said, 400)} [${n}]`).join("\n\n");
};

export const NOT_IN_DOCUMENTS = "I found nothing about this in the documents.";

interface Statement {
  n: number;
  about: string;
  said: string;
}

function statementsOf({ n, title, text }: Source): Statement[] {
  const lines = text.split("\n").map((line) => line.replace(/^\s*(?:#{1,6}|[-*+]|\d+[.)])\s+/, "").trim());
  const headings = text.split("\n").filter((line) => /^\s*#{1,6}\s/.test(line));
  const about = [title, ...headings].join(" ");
  return lines
    .filter((line, i) => line !== "" && !/^\s*#{1,6}\s/.test(text.split("\n")[i] ?? ""))
    .flatMap(sentencesOf)
    .filter((sentence) => contentWords(sentence).length > 1)
    .map((said) => ({ n, about, said }));
}

function shareOf(words: Set<string>, text: string): number {
  const there = new Set(contentWords(text));
  return [...words].filter((word) => there.has(word)).length / words.size;
}
