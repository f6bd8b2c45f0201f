/** Summarises the conversation: the participants, and the most informative sentences of each. */
import type { Chat, Said } from "../read-chat.ts";
import { contentWords, sentencesOf } from "../tokenize.ts";
import { bullets, excerpt, quote, type Skill } from "./skill.ts";

const ASKED =
  /\b(?:summar(?:y|i[sz]e|i[sz]ation)|sum (?:it |this |that )?up|recap|tl;?dr|catch me up|bring me up to (?:speed|date)|what (?:did|have) (?:i|we) miss(?:ed)?|what (?:has|have|was|were) (?:been )?(?:we |they |you )?(?:said|talk\w*|discuss\w*)(?: about)?(?: so far)?\W*$|zusammenfass\w*)/i;
const LINES = 6;

export const summary: Skill = ({ text }, chat) =>
  ASKED.test(text) ? (summaryOf(chat) ?? "Nothing has been said here yet.") : null;

/** Null if there is nothing to summarise. */
export function summaryOf({ said }: Chat): string | null {
  if (said.length === 0) return null;
  const names = [...new Set(said.map(({ name }) => name))];
  const picked = mostInformative(said, LINES);
  const many = `${said.length} message${said.length === 1 ? "" : "s"} by ${names.join(", ")}.`;
  return `${many}\n\n${bullets(picked.map(quote))}`;
}

/** For the next prompt instead of a person: plain sentences. */
export function plainSummary({ said }: Chat): string {
  return mostInformative(said, 2 * LINES)
    .map(({ name, text }) => (name === "Earlier" ? text : `${name} said: ${excerpt(text)}`))
    .join("\n");
}

/** What the person missed; each point has the number of its message. */
export function missedPoints({ sources }: Chat): string {
  const said = (sources ?? []).map(({ n, title, text }) => ({ name: title, text, n }));
  return bullets(mostInformative(said, LINES).map(({ name, text, n }) => `${name}: ${excerpt(text)} [${n}]`));
}

/** Sentences whose words are frequent in the whole conversation (SumBasic, Nenkova and Vanderwende 2005), in chronological order. */
function mostInformative<One extends Said>(said: One[], number: number): One[] {
  const left = said.flatMap((one) =>
    sentencesOf(one.text).map((sentence) => ({ ...one, text: sentence, words: contentWords(sentence) })),
  );
  const order = new Map(left.map((sentence, i) => [sentence, i]));
  const weight = new Map<string, number>();
  for (const word of left.flatMap(({ words }) => words)) weight.set(word, (weight.get(word) ?? 0) + 1);
  const scoreOf = ({ words }: { words: string[] }) =>
    // The constant 2 keeps very short sentences from winning by one frequent word.
    words.reduce((sum, word) => sum + (weight.get(word) ?? 0), 0) / (words.length + 2);
  const picked: typeof left = [];
  while (picked.length < number && left.length > 0) {
    const scores = left.map(scoreOf);
    const [best] = left.splice(scores.indexOf(Math.max(...scores)), 1);
    if (best === undefined) break;
    picked.push(best);
    // Words of a chosen sentence count less for the next one.
    for (const word of best.words) weight.set(word, (weight.get(word) ?? 0) / 4);
  }
  return picked.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
}
