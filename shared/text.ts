/** What text may be: cleaned once on the way in, measured the same on both sides. */
import { EXCERPT_LENGTH, MAX_NAME_LENGTH, MAX_TEXT_BYTES } from "./limits.ts";

const encoder = new TextEncoder();

export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/**
 * Text as it is stored: well-formed UTF-16 (a lone surrogate becomes U+FFFD, or it could not be sent as UTF-8) without
 * U+0000, which some stores end a string at. Everything else is the writer's.
 */
export function normalizeText(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "");
}

/** A character that leaves a trace. U+2800 is six empty dots; fillers and selectors are ignorable by default. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]/u;

/** A message's words: one in which nothing can be seen has none. */
export function messageText(written: string): string {
  const text = normalizeText(written);
  return VISIBLE.test(text) ? text : "";
}

export type TextProblem = "empty" | "too_large";

/** Why a normalised text cannot be a message, or null if it can. */
export function textProblem(text: string): TextProblem | null {
  if (!VISIBLE.test(text)) return "empty";
  // A UTF-16 unit is at least one byte: the cheap look first.
  if (text.length > MAX_TEXT_BYTES || byteLength(text) > MAX_TEXT_BYTES) return "too_large";
  return null;
}

/**
 * A person's, room's or organization's name: one Unicode form, one line, at most MAX_NAME_LENGTH units, nothing that cannot
 * be seen (controls, and the formatting characters that turn a line of text around); the joiners of emoji and scripts
 * stay. Null when nothing is left to see or it is too long.
 */
export function cleanName(name: string): string | null {
  const cleaned = name
    .toWellFormed()
    .normalize("NFC")
    .replace(/[^\P{Cf}\u200c\u200d]/gu, "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  return VISIBLE.test(cleaned) && cleaned.length <= MAX_NAME_LENGTH ? cleaned : null;
}

/** Markdown's marks around words and before lines, where they are sure to be such: a list does not begin with `- **`. */
const MARKS: readonly [RegExp, string][] = [
  [/^[ \t]*(?:#{1,6}|[-*+]|>)[ \t]+/gm, ""],
  [/\*\*([^*\n]+)\*\*/g, "$1"],
  [/`([^`\n]+)`/g, "$1"],
];

/** The beginning of a text on one line and without marks, for quotes and lists. Never splits a surrogate pair. */
export function excerptOf(text: string): string {
  const beginning = text.slice(0, EXCERPT_LENGTH * 4);
  const line = MARKS.reduce((rest, [mark, words]) => rest.replace(mark, words), beginning)
    .replace(/\s+/gu, " ")
    .trim();
  if (line.length <= EXCERPT_LENGTH) return line.toWellFormed();
  const cut = line.slice(0, EXCERPT_LENGTH);
  const whole = cut.isWellFormed() ? cut : cut.slice(0, -1);
  return `${whole.trimEnd()}…`;
}
