import { inSpans, quietSpans } from "../../../../shared/mentions/quiet-spans.ts";

/** The text from a colon to the caret, such as `:thumb`. */
export interface EmojiQuery {
  /** Offset of the colon. */
  start: number;
  text: string;
  /** A second colon ends the name: it is meant exactly. */
  isWhole: boolean;
}

/** The colon begins a word, so that times, addresses and `std::vector` have none. Two letters, so that `:D` and `:p` have none. */
const BEFORE_CARET = /(?<=^|[\s(["'*_~])[:：]([\p{L}\p{N}+][\p{L}\p{N}_+-]+)(:?)$/u;
const LONGEST = 50;

/** Null where no emoji is named, such as in code. */
export function emojiQueryAt(text: string, caret: number): EmojiQuery | null {
  const line = text.slice(Math.max(0, caret - LONGEST), caret);
  const match = BEFORE_CARET.exec(line);
  const query = match?.[1];
  if (match === null || query === undefined) return null;
  const start = caret - line.length + match.index;
  const isCode = inSpans(quietSpans(text))(start) && !/^ {0,3}>/.test(lineOf(text, start));
  return isCode ? null : { start, text: query.toLowerCase(), isWhole: match[2] === ":" };
}

const lineOf = (text: string, at: number): string => text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
