/** Answers any other question: the sentences of messages and of the agent's instructions that share most words with it. */
import type { Said } from "../read-chat.ts";
import { rank } from "../rank.ts";
import { contentWords, sentencesOf } from "../tokenize.ts";
import { NOT_IN_DOCUMENTS } from "./documents.ts";
import { bullets, quote, type Skill, LOCAL_MODEL_NOTE } from "./skill.ts";

const MAX_SENTENCES = 3;

export const search: Skill = ({ text }, { said, system, sources: documents }) => {
  const question = text.replace(/^@\S+\s*/, "");
  const sources: Said[] = [
    ...said,
    { name: "My instructions", text: system.split("\n\n").slice(1).join("\n") },
  ];
  const sentences = sources.flatMap(({ name, text: whole }) =>
    sentencesOf(whole)
      // A question is not an answer, especially not the same question asked before.
      .filter((sentence) => !sentence.endsWith("?"))
      .map((sentence) => ({ name, text: sentence })),
  );
  const scores = rank(
    question,
    sentences.map((sentence) => sentence.text),
  );
  const best = Math.max(0, ...scores);
  const found = sentences
    .map((sentence, i) => ({ sentence, score: scores[i] ?? 0 }))
    .filter(({ score }) => score > 0 && score >= best / 2)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_SENTENCES)
    .map(({ sentence }) => sentence);
  if (found.length > 0) return bullets(found.map(quote));
  const topic = [...new Set(contentWords(question))].slice(0, 6).join(", ");
  if (topic !== "" && documents !== null)
    return `${NOT_IN_DOCUMENTS} Nor was anything said here (I looked for: ${topic}).`;
  return topic === ""
    ? null
    : `Nothing that was said here answers that (I looked for: ${topic}).\n\n${LOCAL_MODEL_NOTE}`;
};
