/** Reads what a model suggests after an answer. It is shown as words of people, so it is cleaned like names. */
import { MAX_FOLLOW_UP_LENGTH, MAX_FOLLOW_UPS } from "../../../shared/limits.ts";
import { cleanName } from "../../../shared/text.ts";

/** A longer title does not fit into a list of conversations, UTF-16 units. */
const MAX_TITLE = 60;

/** The questions in a model's list, cleaned like names. What is too long, is the question itself or stands there twice is left out. */
export function readFollowUps(text: string, question: string): string[] {
  const isKnown = new Set([plain(question)]);
  const found: string[] = [];
  for (const line of text.split("\n")) {
    const [, said = ""] = /^\s*(?:[-*•]|\d+[.)])\s+(.*)$/.exec(line) ?? [];
    const cleaned = cleanName(withoutMarks(said));
    if (cleaned === null || cleaned.length > MAX_FOLLOW_UP_LENGTH || isKnown.has(plain(cleaned))) continue;
    isKnown.add(plain(cleaned));
    found.push(cleaned);
  }
  return found.filter((each) => plain(each) !== "none").slice(0, MAX_FOLLOW_UPS);
}

/** The first line of what a model has said, cleaned and cut at a word. Null if nothing visible is left. */
export function readName(text: string): string | null {
  const line = text.split("\n").find((each) => each.trim() !== "") ?? "";
  const bare = withoutMarks(line.replace(/^\s*(?:title|name)\s*:\s*/i, "")).replace(/[.。:;,]+$/u, "");
  return cleanName(cutAtWord(bare, MAX_TITLE));
}

function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  const words = cut.replace(/\s+\S*$/u, "");
  // A script without spaces has no word to cut at.
  return (words.length > length / 2 ? words : cut).toWellFormed().replace(/\ufffd$/u, "");
}

const withoutMarks = (text: string): string =>
  text
    .replace(/^[\s#>]+|[*_`]{1,3}/gu, "")
    .replace(/^["'“”„«»「『]+|["'“”«»」』]+$/gu, "")
    .trim();

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
