/** Rules for text: cleaned once on input, and measured the same on client and server. */
import { readChat } from "./markup/chat/read-chat.ts";
import { oneLine } from "./markup/plain-text.ts";
import { EXCERPT_LENGTH, MAX_NAME_LENGTH, MAX_TEXT_BYTES, MAX_TOPIC_LENGTH } from "./limits.ts";

const encoder = new TextEncoder();

export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/**
 * Text as it is stored: well-formed UTF-16 (a lone surrogate becomes U+FFFD, because it cannot be encoded as UTF-8), without
 * U+0000, which some stores treat as the end of a string. Everything else stays unchanged.
 */
export function normalizeText(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "");
}

/** A visible character. U+2800 is an empty braille cell. Fillers and selectors are ignorable by default. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]/u;

export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** A message's text: empty if no character is visible. */
export function messageText(written: string): string {
  const text = normalizeText(written);
  return VISIBLE.test(text) ? text : "";
}

export type TextProblem = "empty" | "too_large";

/** Why a normalised text cannot be a message, or null if it can. */
export function textProblem(text: string): TextProblem | null {
  if (!VISIBLE.test(text)) return "empty";
  // A UTF-16 unit has at least one byte: the cheap check first.
  if (text.length > MAX_TEXT_BYTES || byteLength(text) > MAX_TEXT_BYTES) return "too_large";
  return null;
}

/** Invisible characters: controls of direction and format, fillers, tags. The joiners and the emoji selector are treated below. */
const INVISIBLE = /[^\P{Default_Ignorable_Code_Point}\u200c\u200d\ufe0f]|[^\P{Cf}\u200c\u200d]|\u2800/gu;
/** Joiners that join nothing: at an edge, beside each other, or in scripts that do not use them. */
const IDLE_JOINERS =
  /(?<![^\s\u200c\u200d])[\u200c\u200d]+|[\u200c\u200d]+(?![^\s\u200c\u200d])|(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{N}])[\u200c\u200d]+/gu;
/** No language puts more than four marks on one letter. More of them cover the lines above and below. */
const MANY_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * Cleans the name of a person, room or organization: NFC, one line, at most MAX_NAME_LENGTH units, no invisible characters
 * (controls, fillers, and characters that change the text direction). The joiners of emoji and scripts stay where they join. Null if
 * nothing visible remains or it is too long.
 */
export function cleanName(name: string): string | null {
  const cleaned = oneLineName(name);
  return VISIBLE.test(cleaned) && cleaned.length <= MAX_NAME_LENGTH ? cleaned : null;
}

function oneLineName(name: string): string {
  return name
    .toWellFormed()
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(MANY_MARKS, "$1")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(IDLE_JOINERS, "")
    .trim();
}

/** Cleans a room's topic as a name is cleaned; it may be empty. Null if it is too long. */
export function cleanTopic(topic: string): string | null {
  if (!VISIBLE.test(topic)) return "";
  const cleaned = oneLineName(topic);
  return cleaned.length <= MAX_TOPIC_LENGTH ? cleaned : null;
}

/**
 * The beginning of a message on one line and without marks, for quotes, lists and notifications. Answers are read like what people
 * write, because their own reader is not loaded everywhere: what is not common to both stays as it was written. Never splits a surrogate
 * pair.
 */
export function excerptOf(text: string): string {
  const line = oneLine(readChat(text.slice(0, EXCERPT_LENGTH * 4)));
  if (line.length <= EXCERPT_LENGTH) return line.toWellFormed();
  const cut = line.slice(0, EXCERPT_LENGTH);
  const whole = cut.isWellFormed() ? cut : cut.slice(0, -1);
  return `${whole.trimEnd()}…`;
}
