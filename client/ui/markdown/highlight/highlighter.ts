import { createJavaScriptRegexEngine } from "@shikijs/engine-javascript";
import { codeToTokensBase, createShikiPrimitiveAsync } from "@shikijs/primitive";
import type { CodeKind, CodeToken } from "./code-token.ts";
import { languageOf, loadGrammar } from "./languages.ts";

/** Longer lines are minified code, which is slow to split into tokens. UTF-16 units. */
const MAX_LINE = 1_000;
/**
 * Timeout for one line, ms, against patterns with exponential time. The first line of a language compiles its patterns, which
 * takes about 60 ms.
 */
const LINE_TIMEOUT_MS = 500;

/**
 * A theme assigns colours to TextMate scopes. Our "colours" are only names of token kinds: the style sheet has the real
 * colours, for light and dark, so no inline styles are needed. The engine is the browser's regular expressions, because the
 * content security policy forbids WebAssembly.
 */
const kinds: readonly { kind: CodeKind; colour: string; scope: string[] }[] = [
  {
    kind: "comment",
    colour: "#000001",
    scope: ["comment", "punctuation.definition.comment", "markup.deleted"],
  },
  {
    kind: "string",
    colour: "#000002",
    scope: ["string", "punctuation.definition.string", "markup.inserted"],
  },
  {
    kind: "keyword",
    colour: "#000003",
    scope: ["keyword", "storage", "variable.language", "keyword.operator.new"],
  },
  { kind: "number", colour: "#000004", scope: ["constant.numeric", "constant.language", "support.constant"] },
  {
    kind: "function",
    colour: "#000005",
    scope: ["entity.name.function", "support.function", "entity.other.attribute-name"],
  },
  {
    kind: "type",
    colour: "#000006",
    scope: ["entity.name.type", "support.type", "support.class", "entity.name.class"],
  },
  { kind: "tag", colour: "#000007", scope: ["entity.name.tag", "support.type.property-name"] },
  { kind: "plain", colour: "#000000", scope: ["keyword.operator", "punctuation"] },
];
const kindOf = new Map(kinds.map(({ kind, colour }) => [colour, kind]));

const theme = {
  name: "parley",
  type: "light" as const,
  fg: "#000000",
  bg: "#ffffff",
  settings: kinds.map(({ colour, scope }) => ({ scope, settings: { foreground: colour } })),
};

const primitive = createShikiPrimitiveAsync({
  engine: createJavaScriptRegexEngine({ forgiving: true }),
  themes: [theme],
  langs: [],
});

export async function tokensOf(text: string, name: string): Promise<readonly CodeToken[] | null> {
  const language = languageOf(name);
  if (language === undefined) return null;
  const [shiki, grammar] = await Promise.all([primitive, loadGrammar(language)]);
  await shiki.loadLanguage(grammar.default);
  const lines = codeToTokensBase(shiki, text, {
    ...{ lang: language, theme: theme.name },
    ...{ tokenizeMaxLineLength: MAX_LINE, tokenizeTimeLimit: LINE_TIMEOUT_MS },
  });
  return lines.flatMap((line, index) => {
    const tokens = line.map(({ content, color }): CodeToken => ({
      text: content,
      kind: kindOf.get(color?.toLowerCase() ?? "") ?? "plain",
    }));
    return index === 0 ? tokens : [{ text: "\n", kind: "plain" } satisfies CodeToken, ...tokens];
  });
}
