/** What may be asked after an answer, and a name for a conversation: made of words that stand there. */
import { sentencesOf } from "../tokenize.ts";
import { bullets, excerpt } from "./skill.ts";

const MOST = 3;
const MAX_NAME = 48;

/** About the parts of the answer, by their headings. */
export function followUps({ answer }: { question: string; answer: string }): string {
  const headings = answer.split("\n").flatMap((line) => /^#{1,6}\s+(.+)$/.exec(line)?.[1]?.trim() ?? []);
  const asked = [...new Set(headings)]
    .slice(0, MOST)
    .map((heading) => `What else is there about ${heading}?`);
  return asked.length === 0 ? "none" : bullets(asked);
}

/** The first sentence of the question. */
export function conversationName(question: string): string {
  const [first = question] = sentencesOf(question.split("\n")[0] ?? "");
  return excerpt(first.replace(/^@\S+\s+/, "").replace(/[?!.]+$/, ""), MAX_NAME).replace(/ …$/, "");
}
