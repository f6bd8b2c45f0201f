/** The built-in answerer: tries its skills in order, the most specific first. */
import type { Chat, Said } from "../read-chat.ts";
import { arithmetic } from "./arithmetic.ts";
import { dates } from "./dates.ts";
import { documents } from "./documents.ts";
import { lists } from "./lists.ts";
import { search } from "./search.ts";
import { contentWords } from "../tokenize.ts";
import { type Skill, LOCAL_MODEL_NOTE } from "./skill.ts";
import { smallTalk } from "./small-talk.ts";
import { missedPoints, plainSummary, summary } from "./summary.ts";
import { conversationName, followUps } from "./what-follows.ts";
import { whoSaid } from "./who-said.ts";

const SKILLS: Skill[] = [smallTalk, summary, dates, arithmetic, lists, documents, whoSaid, search];

export function answerChat(chat: Chat): string {
  if (chat.isSummaryWanted) return plainSummary(chat);
  if (chat.isCatchUpWanted) return missedPoints(chat);
  if (chat.followUpsOf !== null) return followUps(chat.followUpsOf);
  if (chat.nameOf !== null) return conversationName(chat.nameOf);
  if (chat.queryOf !== null) return searchQuery(chat.queryOf);
  const [only, ...more] = chat.questions;
  if (only === undefined) return LOCAL_MODEL_NOTE;
  if (more.length === 0) return answerQuestion(only, chat);
  return chat.questions
    .map((question) => `**${question.name}**: ${answerQuestion(question, chat)}`)
    .join("\n\n");
}

/** Only this much of a long question is read, UTF-16 units: patterns over pages of brackets take very long. */
const MAX_QUESTION_LENGTH = 1_000;

function answerQuestion(question: Said, chat: Chat): string {
  const asked = { ...question, text: addressed(question.text, chat.self).slice(0, MAX_QUESTION_LENGTH) };
  for (const skill of SKILLS) {
    const answer = skill(asked, chat);
    if (answer !== null) return answer;
  }
  return LOCAL_MODEL_NOTE;
}

/** The question's words, plus the words of the last message if the question depends on it. */
function searchQuery({ before, question }: { before: string; question: string }): string {
  const last = before
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-2)
    .join(" ");
  return [...new Set([...contentWords(question), ...contentWords(last)])].slice(0, 12).join(" ");
}

/** The question without the name that it addresses: `@Parley, what …`. */
function addressed(text: string, self: string): string {
  const rest = text.trim().replace(/^@/, "");
  const isCalled = self !== "" && rest.toLowerCase().startsWith(self.toLowerCase());
  return (isCalled ? rest.slice(self.length).replace(/^[\s,:!-]+/, "") : text).trim();
}
