/** Canned answers: texts that supporters insert into a reply, with variables. */
import { plainText } from "./markup/plain-text.ts";
import { readChat } from "./markup/chat/read-chat.ts";

export const MAX_CANNED = 500;
export const MAX_CANNED_TITLE = 100;
export const MAX_CANNED_SHORTCUT = 40;
export const MAX_CANNED_TEXT = 4_000;

/** `GET …/desk/canned` → CannedList. For everybody of the desk. */
export interface CannedList {
  answers: CannedAnswer[];
  /** The organization's name, for `{{organization.name}}`. */
  organization: string;
}

export interface CannedAnswer {
  id: string;
  /** Rises with each change. */
  revision: number;
  title: string;
  /** What is typed after `#`; empty for none. No two answers have the same one. */
  shortcut: string;
  text: string;
  /** A tag of BCP 47, such as `de`; null for any language. */
  language: string | null;
  changedBy: string;
  changedAt: number;
}

export type CannedWords = Pick<CannedAnswer, "title" | "shortcut" | "text" | "language">;

/** `PATCH …/desk/canned/:canned`. `revision` is the one that was changed; another one is a `conflict`. */
export type CannedChange = { revision: number } & {
  [Field in keyof CannedWords]?: CannedWords[Field] | undefined;
};

/** By the variable's name: `visitor.name`, `attributes.plan`. */
export type VariableValues = ReadonlyMap<string, string>;

/** The variables that every answer may have; `attributes.…` are those that the company's server has signed. */
export const VARIABLES = ["visitor.name", "visitor.email", "me.name", "organization.name"] as const;

const VARIABLE = /\{\{\s*([^{}\s][^{}]{0,79}?)\s*\}\}/u;
/** Brackets that nobody types by chance, so that a reply about templates can be sent. */
const GAP = /⟦[^⟦⟧\n]{0,80}⟧/gu;

/** The text with its values. A variable without a value becomes a gap: `⟦visitor.name⟧`. */
export function fillCanned(text: string, values: VariableValues): string {
  return text
    .split("\n")
    .map((line) => fillLine(line, values))
    .join("\n");
}

function fillLine(line: string, values: VariableValues): string {
  let filled = "";
  let rest = line;
  for (let found = VARIABLE.exec(rest); found !== null; found = VARIABLE.exec(rest)) {
    const { 0: variable, 1: name = "", index } = found;
    filled += rest.slice(0, index);
    rest = rest.slice(index + variable.length);
    const value = oneLine(values.get(name) ?? "");
    filled += value === "" ? `⟦${name.replaceAll(/[⟦⟧]/gu, "")}⟧` : verbatim(value, filled, rest);
  }
  return filled + rest;
}

/** Gaps that are left in a reply, in order. */
export function gapsIn(text: string): { from: number; to: number; text: string }[] {
  return Array.from(text.matchAll(GAP), ({ 0: gap, index }) => ({
    from: index,
    to: index + gap.length,
    text: gap,
  }));
}

// A gap in a value would have to be filled.
const oneLine = (value: string): string =>
  value.replaceAll(/[⟦⟧]/gu, "").replaceAll(/\s+/gu, " ").trim().toWellFormed();

const MARK = /[\\`*_~[\]#>|-]/gu;
/** A word that is no markup and stands in no text. */
const WORD = "qxjplaceholderjxq";

/** The value so that it stands between both parts of a line as it is: what a visitor has as a name is never markup. */
function verbatim(value: string, before: string, after: string): string {
  const shown = (written: string) => {
    const blocks = readChat(before + written + after);
    return `${blocks.map(({ type }) => type).join(" ")} ${plainText(blocks)}`;
  };
  const wanted = shown(WORD).replace(WORD, () => value);
  if (shown(value) === wanted) return value;
  // A backslash is a mark only before what would be markup; elsewhere it would be shown.
  const backslashes = (text: string) => text.split("\\").length;
  let written = value;
  let added = 0;
  for (const { index } of value.matchAll(MARK)) {
    const at = index + added;
    const escaped = `${written.slice(0, at)}\\${written.slice(at)}`;
    if (backslashes(shown(escaped)) > backslashes(wanted)) continue;
    written = escaped;
    added++;
    if (shown(written) === wanted) return written;
  }
  return value.replaceAll(MARK, "").trim();
}
