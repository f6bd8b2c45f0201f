/** What is read from the text of a note: its title, its tags, and what it links to. */
import { MAX_NOTE_LINKS, MAX_TAG, MAX_TAGS } from "./limits.ts";
import { addressesIn } from "./markup/addresses.ts";
import { isVisible } from "./text.ts";

/** A word after `#`, with a letter in it, so that `#12` is a number. Nothing stands directly before it but a bracket or a quote. */
const TAG = /(?<![^\s([{"'«„“])#((?=[\p{N}_-]*\p{L})[\p{L}\p{M}\p{N}_-]+)/gu;

/** `[[Title]]`, whose title may have pairs of brackets, or `[[Title|words that are shown]]`. */
const NOTE_LINK = /\[\[((?:[^[\]|\n]|\[[^[\]|\n]{0,100}\]){1,200})(?:\|([^[\]\n]{1,200}))?\]\]/gu;

/** Code between fences, and within a line. */
const CODE = /^(`{3,}(?!`)|~{3,}(?!~))[^\n]*\n[\s\S]*?(?:^\1|(?![\s\S]))|`[^`\n]+`/gmu;

/** A title may have so many UTF-16 units. What is longer stays in the text. */
const MAX_FIRST_LINE = 200;

export interface Captured {
  title: string;
  text: string;
  tags: string[];
}

/** Null if nothing visible is written. */
export function readCaptured(written: string): Captured | null {
  if (!isVisible(written)) return null;
  const lines = written.split("\n");
  const at = lines.findIndex((line) => isVisible(titleOf(line)));
  const first = lines[at] ?? written.trim();
  const title = titleOf(first);
  const others = lines.slice(at + 1).join("\n");
  const isWhole = title.length > MAX_FIRST_LINE || !isVisible(others);
  return {
    title: title === "" ? written.trim() : title,
    text: isWhole ? written.trim() : others.replace(/^\s*\n/, "").trimEnd(),
    tags: tagsIn(written),
  };
}

/** The tags of a text, in order, each once however it is written. */
export function tagsIn(text: string): string[] {
  const found = new Map<string, string>();
  for (const { 1: tag = "" } of text.replace(CODE, " ").matchAll(TAG)) {
    if (found.size === MAX_TAGS) break;
    const normal = tag.normalize("NFC");
    if (normal.length > MAX_TAG || found.has(normal.toLowerCase())) continue;
    found.set(normal.toLowerCase(), normal);
  }
  return [...found.values()];
}

/** A line without its mark of a heading or a list, and without tags at its ends. */
function titleOf(line: string): string {
  const plain = line.replace(/^\s*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?|>\s+)/, "").trim();
  const words = plain.split(/\s+/);
  const isTag = (word = ""): boolean => word.replace(TAG, "") === "" && word !== "";
  let [start, end] = [0, words.length];
  while (start < end && isTag(words[start])) start++;
  while (end > start && isTag(words[end - 1])) end--;
  return words.slice(start, end).join(" ");
}

/** The titles of notes that a text links to, in order, each once. */
export function noteTitlesIn(text: string): string[] {
  const titles = Array.from(text.matchAll(NOTE_LINK), ({ 1: title = "" }) => title.trim());
  return [...new Set(titles.filter(isVisible))].slice(0, MAX_NOTE_LINKS);
}

/** Addresses of pages in a text, in order, each once. */
export function pagesIn(text: string): string[] {
  const hrefs = addressesIn(text).flatMap(({ href }) => (/^https?:/i.test(href) ? [href] : []));
  return [...new Set(hrefs)].slice(0, MAX_NOTE_LINKS);
}

/** The text for people who have none of the other notes: what a link shows, as plain words. */
export function withoutNoteLinks(text: string): string {
  return text.replace(NOTE_LINK, (_, title: string, shown?: string) => shown ?? title.trim());
}

/** The text as Markdown, with links to the notes that `addressOf` knows. */
export function withNoteLinks(text: string, addressOf: (title: string) => string | null): string {
  return text.replace(NOTE_LINK, (_, title: string, shown?: string) => {
    const words = (shown ?? title).trim();
    const address = addressOf(title.trim());
    return address === null ? words : `[${words}](${address})`;
  });
}
