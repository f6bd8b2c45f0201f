import type { ExtractedText } from "../extracted.ts";
import { MarkList } from "../mark-list.ts";
import { lines } from "./markdown.ts";

/** Longer lines are not searched for the beginning of a function. UTF-16 units. */
const MAX_LINE = 300;
/** Deeper functions count as nested. In spaces; a tab counts as two. */
const MAX_INDENT = 4;

/** Finds functions and classes by line patterns of the language. No parser is used: a mark at a wrong place does little harm. */
export function extractCode(text: string, language: string | null): ExtractedText {
  const patterns = PATTERNS[language ?? ""] ?? COMMON;
  const marks = new MarkList();
  for (const { line, offset } of lines(text)) {
    if (line.length > MAX_LINE || indentOf(line) > MAX_INDENT) continue;
    const label = nameIn(line.trim(), patterns);
    if (label !== null) marks.add({ offset, kind: "function", label });
  }
  return { text, marks: marks.build() };
}

function nameIn(line: string, patterns: RegExp[]): string | null {
  for (const pattern of patterns) {
    const name = pattern.exec(line)?.[1];
    if (name !== undefined && !KEYWORDS.has(name)) return name;
  }
  return null;
}

function indentOf(line: string): number {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  return indent.replaceAll("\t", "  ").length;
}

/** Keywords that precede a bracket like function names. */
const KEYWORDS = new Set([
  "if",
  "for",
  "while",
  "switch",
  "catch",
  "return",
  "else",
  "do",
  "function",
  "new",
]);

const NAME = "([\\p{L}_$][\\p{L}\\p{N}_$]*)";
const pattern = (source: string): RegExp => new RegExp(`^${source.replaceAll("NAME", NAME)}`, "u");

const SCRIPT = [
  pattern("(?:export )?(?:default )?(?:async )?function\\*? ?NAME"),
  pattern("(?:export )?(?:default )?(?:abstract )?class NAME"),
  pattern("(?:export )?(?:declare )?(?:interface|type|enum|namespace) NAME"),
  pattern("(?:export )?const NAME(?:: [^=]{1,100})? = (?:async )?(?:\\(|function|[\\w$]+ =>)"),
  pattern("(?:(?:public|private|protected|static|async|override|readonly|get|set) )*#?NAME\\([^;]*\\{$"),
];
const C_LIKE = [
  pattern("(?:[\\w<>\\[\\],.?]+ ){0,6}(?:class|interface|enum|struct|record|trait|object|namespace) NAME"),
  pattern("(?:[\\w<>\\[\\],.?:*&]+ ){1,6}[*&]*NAME\\([^;]*$"),
];
const COMMON = [
  pattern(
    "(?:[a-z]+ ){0,3}(?:function|func|fn|def|fun|sub|class|interface|struct|enum|trait|module|type) NAME",
  ),
];

const PATTERNS: Partial<Record<string, RegExp[]>> = {
  typescript: SCRIPT,
  tsx: SCRIPT,
  javascript: SCRIPT,
  jsx: SCRIPT,
  vue: SCRIPT,
  svelte: SCRIPT,
  python: [pattern("(?:async )?def NAME"), pattern("class NAME")],
  go: [pattern("func (?:\\([^)]{0,100}\\) )?NAME"), pattern("type NAME")],
  rust: [
    pattern("(?:pub(?:\\([a-z]+\\))? )?(?:async |const |unsafe )*fn NAME"),
    pattern("(?:pub(?:\\([a-z]+\\))? )?(?:struct|enum|trait|mod|union|type) NAME"),
    pattern("impl(?:<[^>]{0,80}>)? (?:[\\w:<>]+ for )?NAME"),
  ],
  java: C_LIKE,
  csharp: C_LIKE,
  c: C_LIKE,
  cpp: C_LIKE,
  ruby: [pattern("def (?:self\\.)?NAME"), pattern("(?:class|module) NAME")],
  sql: [
    /^create (?:or replace )?(?:temp(?:orary)? )?(?:table|view|function|procedure|trigger|index) (?:if not exists )?["`[]?([\w.]+)/i,
  ],
  bash: [pattern("(?:function )?NAME ?\\(\\)"), pattern("function NAME")],
  yaml: [/^([\w.-]{1,80}):(?: |$)/],
  toml: [/^\[{1,2}([^\]]{1,80})\]/],
  ini: [/^\[([^\]]{1,80})\]/],
  css: [/^([.#@a-z][^{}]{0,80}?) *\{/i],
  scss: [/^([.#@a-z&][^{}]{0,80}?) *\{/i],
};
