import { createJavaScriptRegexEngine } from "@shikijs/engine-javascript";
import { createShikiPrimitiveAsync } from "@shikijs/primitive";
import type { CodeKind, CodeToken } from "./code-token.ts";
import { languageOf, loadGrammar } from "./languages.ts";

/** Longer lines are minified code, which is slow to split into tokens. UTF-16 units. */
const MAX_LINE = 1_000;
/** After this time the browser gets its turn, ms: typing and streaming go on meanwhile. */
const STEP_MS = 12;
/**
 * Patterns are compiled when they are first needed, which may take longer than a step. What was compiled is kept, so the same line comes
 * further with each step. After so many steps without progress its patterns themselves are too slow.
 */
const STUCK_STEPS = 10;
/** Where a token's metadata has the number of its colour: `EncodedTokenMetadata` of vscode-textmate. */
const FOREGROUND = { shift: 15, mask: 0x1ff };

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

type Shiki = Awaited<typeof primitive>;
type Grammar = ReturnType<Shiki["getLanguage"]>;
type Line = ReturnType<Grammar["tokenizeLine2"]>;

/** `step`: see `STEP_MS`. The colours do not depend on it. */
export async function tokensOf(
  text: string,
  name: string,
  step = STEP_MS,
): Promise<readonly CodeToken[] | null> {
  const language = languageOf(name);
  if (language === undefined) return null;
  const [shiki, grammar] = await Promise.all([primitive, loadGrammar(language)]);
  await shiki.loadLanguage(grammar.default);
  return readLines(shiki, shiki.getLanguage(language), text, step);
}

async function readLines(shiki: Shiki, grammar: Grammar, text: string, step: number): Promise<CodeToken[]> {
  const { colorMap } = shiki.setTheme(theme.name);
  const tokens: CodeToken[] = [];
  let state: Line["ruleStack"] | null = null;
  let began = performance.now();
  for (const [index, line] of text.split("\n").entries()) {
    if (index > 0) tokens.push({ text: "\n", kind: "plain" });
    if (line === "") continue;
    const read: Line | null = line.length < MAX_LINE ? await readLine(grammar, line, state, step) : null;
    if (read === null) tokens.push({ text: line, kind: "plain" });
    else {
      tokens.push(...coloured(line, read, colorMap));
      state = read.ruleStack;
    }
    if (performance.now() - began > step) {
      await turnOfBrowser();
      began = performance.now();
    }
  }
  return tokens;
}

/** Null if its patterns are too slow. */
async function readLine(
  grammar: Grammar,
  line: string,
  state: Line["ruleStack"] | null,
  step: number,
): Promise<Line | null> {
  let furthest = 0;
  for (let stuck = 0; stuck < STUCK_STEPS; stuck += 1) {
    const read = grammar.tokenizeLine2(line, state, step);
    if (!read.stoppedEarly) return read;
    const end = read.tokens.at(-2) ?? 0;
    if (end > furthest) stuck = 0;
    furthest = Math.max(furthest, end);
    await turnOfBrowser();
  }
  return null;
}

function coloured(line: string, { tokens }: Line, colours: readonly string[]): CodeToken[] {
  const found: CodeToken[] = [];
  for (let at = 0; at < tokens.length; at += 2) {
    const text = line.slice(tokens[at], tokens[at + 2] ?? line.length);
    const colour = colours[((tokens[at + 1] ?? 0) >>> FOREGROUND.shift) & FOREGROUND.mask];
    if (text !== "") found.push({ text, kind: kindOf.get(colour?.toLowerCase() ?? "") ?? "plain" });
  }
  return found;
}

const turnOfBrowser = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
