/** Answers "list the open questions", "which links were shared", "who is here". */
import type { Said } from "../read-chat.ts";
import { sentencesOf } from "../tokenize.ts";
import { bullets, quote, type Skill } from "./skill.ts";

const ASKED = /\b(?:list|show|give|collect|what|which|who|how many|all|any|are there)\b/i;

interface Kind {
  name: string;
  asked: RegExp;
  holds: (sentence: string) => boolean;
}

const KINDS: Kind[] = [
  { name: "questions", asked: /\bquestions\b/i, holds: (sentence) => sentence.endsWith("?") },
  {
    name: "decisions",
    asked: /\bdecisions?\b|\bdecided\b|\bagree(?:d|ments?)\b/i,
    holds: (sentence) =>
      /\b(?:decid\w+|agree\w*|let[’']?s|we(?:[’']ll| will| are going to)|settled|approved|go with)\b/i.test(
        sentence,
      ),
  },
  {
    name: "tasks",
    asked: /\b(?:to-?dos?|tasks|action items|next steps|promises)\b/i,
    holds: (sentence) =>
      /\b(?:to-?do|I(?:[’']ll| will)|need(?:s)? to|must|have to|please|should|until|by (?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow)\b/i.test(
        sentence,
      ),
  },
  {
    name: "links",
    asked: /\b(?:links|urls|addresses)\b/i,
    holds: (sentence) => /https?:\/\/\S+/.test(sentence),
  },
];
const MAX_ITEMS = 20;

export const lists: Skill = ({ text }, { said }) => {
  if (!ASKED.test(text)) return null;
  if (
    /\bwho(?: all)? (?:is|are|was|were) (?:here|in (?:this|the) room)\b|\bparticipants\b|\bhow many (?:people|messages)\b/i.test(
      text,
    )
  ) {
    return people(said);
  }
  const kind = KINDS.find(({ asked }) => asked.test(text));
  if (
    kind === undefined ||
    !/\b(?:list|show|give|collect|all|any|open|what (?:are|were|is)|which|did we)\b/i.test(text)
  )
    return null;
  const found = said
    .flatMap(({ name, text: whole }) => sentencesOf(whole).map((sentence) => ({ name, text: sentence })))
    .filter((sentence) => kind.holds(sentence.text));
  return found.length === 0
    ? `I find no ${kind.name} in what was said here.`
    : bullets(found.slice(-MAX_ITEMS).map(quote));
};

function people(said: Said[]): string {
  const counts = new Map<string, number>();
  for (const { name } of said) counts.set(name, (counts.get(name) ?? 0) + 1);
  if (counts.size === 0) return "Nobody has written here before you.";
  return bullets(
    [...counts].map(([name, count]) => `**${name}**: ${count} message${count === 1 ? "" : "s"}`),
  );
}
