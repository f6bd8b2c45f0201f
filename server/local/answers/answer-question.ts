/** The built-in answerer: tries one skill after the other, from the particular to the general. */
import type { Chat, Said } from "../read-chat.ts";
import { arithmetic } from "./arithmetic.ts";
import { dates } from "./dates.ts";
import { documents } from "./documents.ts";
import { lists } from "./lists.ts";
import { search } from "./search.ts";
import { contentWords } from "../tokenize.ts";
import { type Skill, STAND_IN } from "./skill.ts";
import { smallTalk } from "./small-talk.ts";
import { missedPoints, plainSummary, summary } from "./summary.ts";
import { whoSaid } from "./who-said.ts";

const SKILLS: Skill[] = [smallTalk, summary, dates, arithmetic, lists, documents, whoSaid, search];

export function answerChat(chat: Chat): string {
  if (chat.isSummaryWanted) return plainSummary(chat);
  if (chat.isCatchUpWanted) return missedPoints(chat);
  if (chat.queryOf !== null) return searchQuery(chat.queryOf);
  const [only, ...more] = chat.questions;
  if (only === undefined) return STAND_IN;
  if (more.length === 0) return answerQuestion(only, chat);
  return chat.questions
    .map((question) => `**${question.name}**: ${answerQuestion(question, chat)}`)
    .join("\n\n");
}

/** Of a longer question the beginning is understood: patterns over pages of brackets take for ever. */
const LONGEST = 1_000;

function answerQuestion(question: Said, chat: Chat): string {
  const asked = { ...question, text: addressed(question.text, chat.self).slice(0, LONGEST) };
  for (const skill of SKILLS) {
    const answer = skill(asked, chat);
    if (answer !== null) return answer;
  }
  return STAND_IN;
}

/** The question's words, and those of what was said last that it leans on. */
function searchQuery({ before, question }: { before: string; question: string }): string {
  const last = before
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-2)
    .join(" ");
  return [...new Set([...contentWords(question), ...contentWords(last)])].slice(0, 12).join(" ");
}

/** Without the name that it calls: `@Parley, what …`. */
function addressed(text: string, self: string): string {
  const rest = text.trim().replace(/^@/, "");
  const isCalled = self !== "" && rest.toLowerCase().startsWith(self.toLowerCase());
  return (isCalled ? rest.slice(self.length).replace(/^[\s,:!-]+/, "") : text).trim();
}
