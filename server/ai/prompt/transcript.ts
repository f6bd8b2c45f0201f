/**
 * Encodes people's messages as text for a model, so that no part of a message can imitate another one (CONTEXT-5).
 *
 * Every message begins a line with `Name: `; its further lines are indented by two spaces. Lines in square brackets are written
 * by the server. A name has no line break, colon or bracket. So an unindented line is always the first line of a message or a
 * line of the server, whatever people write or call themselves. `decodeTranscript` is the inverse; the local model uses it, and
 * tests prove the property with it.
 */
import { MAX_NAME_LENGTH } from "../../../shared/limits.ts";
import { escapeSpecialTokens } from "./special-tokens.ts";

export interface Line {
  name: string;
  text: string;
  /** It is one of the messages to answer. */
  asks: boolean;
}

const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
const ASKS = " [asks]";
const INDENT = "  ";

export function encodeLine({ name, text, asks }: Line): string {
  const body = escapeSpecialTokens(text).split(LINE_BREAK).join(`\n${INDENT}`);
  return `${plainName(name)}${asks ? ASKS : ""}: ${body}`;
}

/** A remark of the server between messages. */
export function encodeRemark(remark: string): string {
  return `[${remark}]`;
}

/** Lines of the server that contain text of others: a summary. */
export function encodeBlock(title: string, text: string): string {
  const body = escapeSpecialTokens(text).split(LINE_BREAK).join(`\n${INDENT}`);
  return `[${title}]\n${INDENT}${body}`;
}

/** Characters that are removed from names: line breaks, control and direction characters, and the separators of the grammar above. */
const NOT_IN_A_NAME = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069[\]:：]+/gu;

export function plainName(name: string): string {
  const plain = escapeSpecialTokens(name)
    .replace(NOT_IN_A_NAME, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, MAX_NAME_LENGTH)
    // Escaping makes a name longer, so the cut may be inside of a surrogate pair.
    .replace(/[\ud800-\udbff]$/, "");
  return plain === "" ? "Someone" : plain;
}

export type Decoded = { type: "line"; line: Line } | { type: "remark"; title: string; text: string };

/** Null if the text is not a transcript, as in a direct room. */
export function decodeTranscript(text: string): Decoded[] | null {
  const decoded: Decoded[] = [];
  for (const row of text.split("\n")) {
    const last = decoded.at(-1);
    if (row.startsWith(INDENT)) {
      if (last === undefined) return null;
      append(last, row.slice(INDENT.length));
      continue;
    }
    const next = decodeFirst(row);
    if (next === null) return null;
    decoded.push(next);
  }
  return decoded;
}

function append(last: Decoded, row: string): void {
  if (last.type === "line") last.line.text += `\n${row}`;
  else last.text += last.text === "" ? row : `\n${row}`;
}

function decodeFirst(row: string): Decoded | null {
  if (row.startsWith("[") && row.endsWith("]")) return { type: "remark", title: row.slice(1, -1), text: "" };
  const colon = row.indexOf(": ");
  if (colon <= 0) return null;
  const head = row.slice(0, colon);
  const asks = head.endsWith(ASKS);
  const name = asks ? head.slice(0, -ASKS.length) : head;
  return /[[\]:]/.test(name) ? null : { type: "line", line: { name, text: row.slice(colon + 2), asks } };
}
