/** Answers "what did Ada say about lunch", "who mentioned Berlin". */
import type { Chat, Said } from "../read-chat.ts";
import { rank } from "../rank.ts";
import { contentWords, sentencesOf } from "../tokenize.ts";
import { bullets, quote, type Skill } from "./skill.ts";

const WHO =
  /\bwho\b.{0,20}?\b(?:said|says|mention\w*|ask\w*|suggest\w*|propos\w*|wrote|talk\w*|spoke|brought up|wants?|likes?|thinks?|can|will|has|is)\b/i;
const WHAT =
  /\b(?:what|anything|something|everything)\b.{0,20}?\b(?:did|does|has|have|was|do)\b.{0,100}?\b(?:say|said|write|wrote|think|mention\w*|ask\w*|suggest\w*|want\w*|tell|told|promise\w*|decide\w*)\b|\bopinions?\b|\bquote\b/i;
const MAX_QUOTES = 5;

export const whoSaid: Skill = ({ text, name: asker }, chat) => {
  const speaker = WHAT.test(text) || /['’]s\b/.test(text) ? speakerIn(text, chat, asker) : null;
  if (speaker !== null) return saidBy(speaker, text, chat);
  return WHO.test(text) ? whoFor(text, chat) : null;
};

/** The longest known name in the question: if both "Ada" and "Ada Lovelace" are known, the longer match counts. */
function speakerIn(text: string, { said, own, self }: Chat, asker: string): string | null {
  const asked = ` ${plain(text)} `;
  const names = [...new Set(said.map(({ name }) => name))].sort((a, b) => b.length - a.length);
  const isAsked = (words: string | undefined): boolean => !!words && asked.includes(` ${words} `);
  const full = names.find((name) => isAsked(plain(name)));
  if (full !== undefined) return full;
  const first = names.find((name) => isAsked(plain(name).split(" ")[0]));
  if (first !== undefined) return first;
  if (own.length > 0 && /\byou\b/i.test(text)) return self;
  return /\b(?:did|have|do) i\b/i.test(text) ? asker : null;
}

/** Words in lower case, with one space between them. Empty for a name without letters and digits. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();

function saidBy(speaker: string, question: string, { said, own, self }: Chat): string {
  const all =
    speaker === self
      ? own.map((text) => ({ name: self, text }))
      : said.filter(({ name }) => name === speaker);
  const topic = topicOf(question, speaker);
  if (topic === "") return `${speaker} said:\n\n${bullets(all.slice(-MAX_QUOTES).map(quote))}`;
  const found = bestSentences(topic, all);
  if (found.length > 0) return bullets(found.map(quote));
  const last = all.at(-1);
  const latest = last === undefined ? "" : ` The latest from ${speaker}: ${quote(last)}`;
  return `${speaker} has said nothing about ${topic} here.${latest}`;
}

function whoFor(question: string, { said }: Chat): string | null {
  const topic = topicOf(question, "");
  const found = bestSentences(topic, said);
  if (topic === "" || found.length === 0) return null;
  return bullets(found.map(quote));
}

/** The subject of the question: its words without the phrase that asks. */
function topicOf(question: string, speaker: string): string {
  const about = question.match(/\b(?:about|on|regarding|concerning|of)\s+(.+?)[?.!]*$/i)?.[1];
  const names = new Set(speaker.toLowerCase().split(" "));
  const words = (about ?? question).replace(/^@\S+\s*/, "").split(/\s+/);
  const kept = words.filter((word) => {
    const [plain] = contentWords(word);
    return (
      plain !== undefined &&
      !names.has(word.toLowerCase().replace(/[^\p{L}\p{N}]|['’]s/gu, "")) &&
      !ASKING.has(plain)
    );
  });
  return kept.join(" ").replace(/[?.!,;:]+$/, "");
}

const ASKING = new Set(
  contentWords(
    "asked suggested proposed wrote spoke brought wants likes thinks opinion quote write promise decide told latest last",
  ),
);

function bestSentences(topic: string, said: Said[]): Said[] {
  const sentences = said.flatMap(({ name, text }) =>
    sentencesOf(text).map((sentence) => ({ name, text: sentence })),
  );
  const scores = rank(
    topic,
    sentences.map(({ text }) => text),
  );
  const best = Math.max(0, ...scores);
  return sentences
    .map((sentence, i) => ({ sentence, score: scores[i] ?? 0, i }))
    .filter(({ score }) => score > 0 && score >= best / 3)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_QUOTES)
    .sort((a, b) => a.i - b.i)
    .map(({ sentence }) => sentence);
}
