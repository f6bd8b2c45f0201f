/**
 * Variables in the instructions of agents: `{{person.name}}`. The set is closed. They are replaced when an answer begins, in one pass, so
 * that no value can contain a variable. A backslash before it keeps it as it is written: `\{{date}}`.
 */
import { MAX_INSTRUCTION_VARIABLES, MAX_NAME_LENGTH } from "./limits.ts";
import { visibleText } from "./visible-text.ts";

export const INSTRUCTION_VARIABLES = [
  "person.name",
  "organization.name",
  "room.name",
  "agent.name",
  "date",
  "time",
  "language",
] as const;
export type InstructionVariable = (typeof INSTRUCTION_VARIABLES)[number];
export type VariableValues = Readonly<Record<InstructionVariable, string>>;

/** Braces and line breaks end it, so a text is read in one pass whatever is in it. */
const VARIABLE = /(\\?)\{\{([^{}\r\n]*)\}\}/g;

const isVariable = (name: string): name is InstructionVariable =>
  INSTRUCTION_VARIABLES.some((each) => each === name);

/** What is wrong with the variables of instructions, and where. `line` and `column` start at 1. `column` counts UTF-16 units. */
export type VariableProblem = { at: number; line: number; column: number } & (
  { type: "unknown"; name: string } | { type: "too_many" }
);

/** The first problem. Null: there is none. */
export function variableProblem(instructions: string): VariableProblem | null {
  let count = 0;
  for (const { index, 1: escape, 2: written = "" } of instructions.matchAll(VARIABLE)) {
    if (escape !== "") continue;
    const name = written.trim();
    if (!isVariable(name)) return { type: "unknown", name, ...placeOf(instructions, index) };
    if (++count > MAX_INSTRUCTION_VARIABLES) return { type: "too_many", ...placeOf(instructions, index) };
  }
  return null;
}

function placeOf(text: string, at: number): { at: number; line: number; column: number } {
  const before = text.slice(0, at).split("\n");
  return { at, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Those that instructions use. */
export function variablesIn(instructions: string): ReadonlySet<InstructionVariable> {
  const names = Array.from(instructions.matchAll(VARIABLE))
    .filter(({ 1: escape }) => escape === "")
    .map(({ 2: name = "" }) => name.trim());
  return new Set(names.filter(isVariable));
}

/** Text that only looks like a variable stays, as do those beyond the largest number: older instructions may have them. */
export function expandInstructions(instructions: string, values: VariableValues): string {
  let count = 0;
  return instructions.replace(VARIABLE, (written, escape: string, inner: string) => {
    if (escape !== "") return written.slice(1);
    const name = inner.trim();
    if (!isVariable(name) || ++count > MAX_INSTRUCTION_VARIABLES) return written;
    return values[name];
  });
}

/** What stands for the variables of one answer. */
export interface VariableFacts {
  /** Names as people have written them. Empty: there is none. */
  person: string;
  organization: string;
  room: string;
  agent: string;
  /** The language that the person has chosen, such as `de`. Null: none. */
  language: string | null;
  /** Milliseconds since 1970. */
  now: number;
}

export function variableValues({ now, language, ...names }: VariableFacts): VariableValues {
  const at = new Date(now).toISOString();
  return {
    "person.name": variableValue(names.person) || "the person",
    "organization.name": variableValue(names.organization) || "the organization",
    "room.name": variableValue(names.room) || "this conversation",
    "agent.name": variableValue(names.agent) || "the assistant",
    date: `${at.slice(0, "2026-11-21".length)} (UTC)`,
    time: `${at.slice("2026-11-21T".length, "2026-11-21T14:05".length)} (UTC)`,
    language: languageName(language) ?? "the language of the message",
  };
}

/** What a name must not bring into instructions: line breaks, controls, and signs of variables, templates, markup and our own lines. */
const NOT_IN_A_VALUE = /[\p{Cc}\p{Zl}\p{Zp}\s{}<>[\]|｜`\\]+/gu;

/** A name as data: one line without marks, at most MAX_NAME_LENGTH units. */
function variableValue(name: string): string {
  return visibleText(name.toWellFormed())
    .replace(NOT_IN_A_VALUE, " ")
    .trim()
    .slice(0, MAX_NAME_LENGTH)
    .replace(/[\ud800-\udbff]$/, "")
    .trim();
}

/** In English, as the rules of a prompt are. Null for what is no language. */
function languageName(code: string | null): string | null {
  if (code === null || !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(code)) return null;
  return new Intl.DisplayNames(["en"], { type: "language", fallback: "none" }).of(code) ?? null;
}
