/**
 * Leaves of a mail what its author has written: no quotes, no signature. It works through lines, and each line is compared with patterns of
 * bounded length, so a hostile mail costs no more than a long one. What may be the author's own words stays.
 */
import {
  ADDED_LINES,
  ATTRIBUTIONS,
  FROM_LABELS,
  LONGEST_HEADING,
  OTHER_LABELS,
  SEPARATORS,
} from "./quote-headings.ts";

/** A line that stands for a quote that was taken out of HTML. */
export const QUOTE_MARK = "\u0001";

/** Lines over which programs break a heading. */
const HEADING_LINES = 4;
/** Lines of the block that Outlook puts before the original, and how many of them make one. */
const BLOCK_LINES = 8;
const BLOCK_LEAST = 3;
const CONTROLS = /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** `own`: the addresses from which this server sends, in lower case. A heading with one of them is one in every language. */
export function cutReply(text: string, own: readonly string[]): string {
  const all = text.replace(/\r\n?/g, "\n").split("\n");
  const cut = withoutSignature(withoutQuotes(beforeOriginal(all, own), own));
  const left = joined(cut);
  return left === "" ? joined(all.filter((line) => line !== QUOTE_MARK)) : left;
}

/** For comparisons: without marks, and without what turns the direction of the text. */
const plain = (line: string): string =>
  line
    .slice(0, LONGEST_HEADING * 2)
    .replace(CONTROLS, "")
    .replace(/\*/g, "")
    .replace(/[\s\u00a0\u202f]+/g, " ")
    .trim();

const isBlank = (line: string): boolean => plain(line) === "";
const QUOTE = /^\s{0,3}>/;
/** The end of a heading whose address was broken over two lines looks like a quote. */
const isQuoted = (line: string): boolean =>
  line === QUOTE_MARK || (QUOTE.test(line) && !/^>\s?[:：]\s*$/.test(line));
const names = (line: string, own: readonly string[]): boolean => {
  const lower = line.toLowerCase();
  return own.some((address) => lower.includes(address));
};

// ---- the original below a block of labels, as Outlook writes it

function beforeOriginal(lines: readonly string[], own: readonly string[]): readonly string[] {
  const at = lines.findIndex((_, i) => isBlockAt(lines, i, own));
  if (at < 0) return lines;
  let end = at;
  while (end > 0 && (isBlank(lines[end - 1] ?? "") || isSeparator(lines[end - 1] ?? ""))) end--;
  return lines.slice(0, end);
}

const isSeparator = (line: string): boolean => SEPARATORS.some((one) => one.test(plain(line)));

function isBlockAt(lines: readonly string[], at: number, own: readonly string[]): boolean {
  const first = plain(lines[at] ?? "");
  const sender = labelOf(first);
  if (sender === null) return false;
  const labels: string[] = [];
  for (const line of lines.slice(at, at + BLOCK_LINES)) {
    const label = labelOf(plain(line));
    if (label === null) break;
    labels.push(label);
  }
  if (labels.length < BLOCK_LEAST) return false;
  const known = labels.filter((label) => OTHER_LABELS.has(label)).length;
  return names(first, own) || (FROM_LABELS.has(sender) && known >= BLOCK_LEAST - 1);
}

function labelOf(line: string): string | null {
  const [, label] = /^(\p{L}[\p{L} ]{0,24}?) ?[:：]/u.exec(line) ?? [];
  return label === undefined ? null : label.toLowerCase();
}

// ---- quotes

/** Quoted lines are taken out if something says that a mail is quoted: a heading, or the HTML. */
function withoutQuotes(lines: readonly string[], own: readonly string[]): readonly string[] {
  const kept: string[] = [];
  const isMarked = lines.includes(QUOTE_MARK);
  let isQuoting = isMarked;
  for (let i = 0; i < lines.length;) {
    const heading = headingAt(lines, i, own);
    // Whoever sends the whole original after a heading, without marks, has written nothing below it.
    if (heading?.isEnd) break;
    if (heading !== null) isQuoting = true;
    const line = lines[i] ?? "";
    const isDropped = heading !== null || (isQuoting && (isMarked ? line === QUOTE_MARK : isQuoted(line)));
    if (!isDropped) kept.push(line);
    i += heading?.lines ?? 1;
  }
  return kept;
}

interface Heading {
  lines: number;
  /** What follows is not marked as quoted. */
  isEnd: boolean;
}

function headingAt(lines: readonly string[], at: number, own: readonly string[]): Heading | null {
  // Telephones write the heading into the quote.
  const isInQuote = isQuoted(lines[at] ?? "");
  let heading = "";
  for (let count = 1; count <= HEADING_LINES; count++) {
    const line = lines[at + count - 1] ?? "";
    if (isBlank(line) || line === QUOTE_MARK || isQuoted(line) !== isInQuote) return null;
    heading = plain(`${heading} ${isInQuote ? line.replace(QUOTE, "") : line}`);
    if (heading.length > LONGEST_HEADING) return null;
    if (!/[:：]$/.test(heading)) continue;
    const next = lines.slice(at + count, at + count + 3).find((one) => !isBlank(one));
    const isFollowed = next !== undefined && isQuoted(next);
    const isOurs = names(heading.replace(/ /g, ""), own);
    const isKnown = ATTRIBUTIONS.some((one) => one.test(heading));
    const hasSender = /<[^<>@]{1,80}@[^<>@]{1,180}>/.test(heading);
    if (isFollowed && (isKnown || isOurs || hasSender)) return { lines: count, isEnd: false };
    return !isInQuote && isOurs && (isKnown || hasSender) ? { lines: count, isEnd: true } : null;
  }
  return null;
}

// ---- signatures

function withoutSignature(lines: readonly string[]): readonly string[] {
  // RFC 3676, 4.3; many programs lose the space.
  const dashes = lines.findLastIndex((line) => /^--[ \u00a0]?$/.test(line));
  let end = dashes > 0 ? dashes : lines.length;
  for (;;) {
    while (end > 0 && isBlank(lines[end - 1] ?? "")) end--;
    const last = plain(lines[end - 1] ?? "");
    if (end <= 1 || !ADDED_LINES.some((one) => one.test(last))) return lines.slice(0, end);
    end--;
  }
}

const joined = (lines: readonly string[]): string =>
  lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
