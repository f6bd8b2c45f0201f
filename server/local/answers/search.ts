/**
 * Answers any other question: the sentences of messages, and the facts in the agent's instructions, that share most words with it. How the
 * agent is told to behave is no answer to anything.
 */
import type { Said } from "../read-chat.ts";
import { rank } from "../rank.ts";
import { contentWords, sentencesOf } from "../tokenize.ts";
import { NOT_IN_DOCUMENTS } from "./documents.ts";
import { withoutCourtesy } from "./courtesy.ts";
import { bullets, quote, type Skill, LOCAL_MODEL_NOTE } from "./skill.ts";

const MAX_SENTENCES = 3;

/** A sentence that tells the agent what to do: it speaks to the agent, or begins with what to do. */
const ORDER =
  /\byou(?:r|rself|['’]re)?\b|^(?:please\s+)?(?:always|never|only|if|do|don['’]t|be|say|use|answer|ask|keep|write|speak|reply|respond|give|tell|show|cite|quote|stay|treat|act|avoid|help|refer|explain|list|mention|remember|follow|translate|summari[sz]e|begin|end|make|let|sign)\b/i;

export const search: Skill = ({ text }, { said, system, sources: documents }) => {
  const question = withoutCourtesy(text.replace(/^@\S+\s*/, ""));
  const sources: Said[] = [
    ...said,
    ...sentencesOf(system.split("\n\n").slice(1).join("\n"))
      .filter((sentence) => !ORDER.test(sentence))
      .map((sentence) => ({ name: "My instructions", text: sentence })),
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
