import { Lexer, type MarkedToken, type Token } from "marked";
import type { Block, Inline, ListItem } from "./ast.ts";
import { markCitations, withoutCitations } from "./citations.ts";
import { markMentions } from "./mentions.ts";
import { safeUrl } from "./safe-url.ts";

/** Maximum nesting. People do not write deeper, and the lexer is quadratic in the depth of quotes and lists. */
const MAX_DEPTH = 12;
const TOO_DEEP = new RegExp(`^(?:[ \\t]*(?:>|(?:[-*+]|\\d{1,9}[.)])[ \\t])){${MAX_DEPTH + 1}}`, "m");
/** Maximum delimiters. Long runs of one delimiter make the lexer quadratic (1.5 s for 16 kB of `*a_`) and have no meaning. */
const TOO_MANY_DELIMITERS = 1_000;

/** Parses a message's Markdown into our own tree. Never throws; unsupported syntax stays text. */
export function parseMarkdown(text: string, names: readonly string[]): Block[] {
  return read(text, new Reader(names), TOO_MANY_DELIMITERS).flatMap(({ blocks }) => blocks);
}

/** A part of a text, and the blocks that show it. */
export interface MarkdownPart {
  raw: string;
  blocks: Block[];
}

/** The same for an answer, whose `[n]` are citations. Returns its top-level parts. */
export function parseParts(text: string, names: readonly string[], max: number): MarkdownPart[] {
  return read(text, new Reader(names, markCitations), max);
}

/** A text with more than `max` delimiters is shown as plain text. */
function read(text: string, reader: Reader, max: number): MarkdownPart[] {
  const asWritten = [{ raw: text, blocks: plain(text) }];
  if (TOO_DEEP.test(text) || delimiters(text) > max) return asWritten;
  try {
    const tokens = new Lexer({ gfm: true, breaks: true }).lex(text);
    const parts = tokens.map((token) => ({ raw: token.raw, blocks: reader.blocks([token], 0) }));
    return parts.some(({ blocks }) => blocks.length > 0) ? parts : asWritten;
  } catch {
    // The lexer is recursive: a text that exhausts its stack is shown as plain text.
    return asWritten;
  }
}

function delimiters(text: string): number {
  return text.match(/[*_~`[\]<&|!]/g)?.length ?? 0;
}

function plain(text: string): Block[] {
  const lines = text.split("\n").flatMap((line, index): Inline[] => {
    const words: Inline = { type: "text", text: line };
    return index === 0 ? [words] : [{ type: "break" }, words];
  });
  return [{ type: "paragraph", children: lines }];
}

/** A member of marked's union is `any`; marked never produces it without extensions. */
function known(tokens: readonly Token[] | undefined): readonly MarkedToken[] {
  return (tokens ?? []).filter((token): token is MarkedToken => token.type !== "generic");
}

/** `info` is the text after the fence: its first word is the language. */
export function codeBlock(text: string, info: string | undefined): Block {
  const language = /^[\w+#.-]{1,24}/.exec(info?.trim() ?? "")?.[0].toLowerCase();
  return language === undefined ? { type: "code", text } : { type: "code", text, language };
}

class Reader {
  readonly #names: readonly string[];
  readonly #mark: (text: string) => Inline[];

  /** `mark` finds mentions or citations in plain text. */
  constructor(names: readonly string[], mark = (text: string): Inline[] => [{ type: "text", text }]) {
    this.#names = names;
    this.#mark = mark;
  }

  blocks(tokens: readonly Token[] | undefined, depth: number): Block[] {
    return known(tokens).flatMap((token) => this.#block(token, depth));
  }

  #block(token: MarkedToken, depth: number): Block[] {
    if (depth > MAX_DEPTH) return plain(token.raw);
    switch (token.type) {
      case "space":
      case "checkbox":
        return [];
      case "hr":
        return [{ type: "rule" }];
      case "code":
        return [codeBlock(token.text, token.lang)];
      case "heading":
        return [{ type: "heading", children: this.#inlines(token.tokens, depth) }];
      case "blockquote":
        return [{ type: "quote", children: this.blocks(token.tokens, depth + 1) }];
      case "list": {
        const start = token.start === "" ? 1 : token.start;
        const items = token.items.map((item): ListItem => ({
          checked: item.task ? (item.checked ?? false) : undefined,
          children: this.blocks(item.tokens, depth + 1),
        }));
        return [{ type: "list", ordered: token.ordered, start, items }];
      }
      case "table":
        return [
          {
            type: "table",
            header: token.header.map((cell) => this.#inlines(cell.tokens, depth)),
            rows: token.rows.map((row) => row.map((cell) => this.#inlines(cell.tokens, depth))),
          },
        ];
      case "paragraph":
        return [{ type: "paragraph", children: this.#inlines(token.tokens, depth) }];
      case "text":
        return [{ type: "paragraph", children: this.#inlines(token.tokens ?? [token], depth) }];
      case "html":
      case "def":
        return plain(token.raw.replace(/\n+$/, ""));
      default:
        return [{ type: "paragraph", children: this.#inline(token, depth) }];
    }
  }

  #inlines(tokens: readonly Token[] | undefined, depth: number): Inline[] {
    return known(tokens).flatMap((token) => this.#inline(token, depth));
  }

  #inline(token: MarkedToken, depth: number): Inline[] {
    if (depth > MAX_DEPTH) return [{ type: "text", text: token.raw }];
    switch (token.type) {
      case "br":
        return [{ type: "break" }];
      case "codespan":
        return [{ type: "code", text: token.text }];
      case "strong":
        return [{ type: "strong", children: this.#inlines(token.tokens, depth + 1) }];
      case "em":
        return [{ type: "emphasis", children: this.#inlines(token.tokens, depth + 1) }];
      case "del":
        return [{ type: "deleted", children: this.#inlines(token.tokens, depth + 1) }];
      case "link":
        return this.#link(token.href, this.#inlines(token.tokens, depth + 1), token.raw);
      case "image":
        // Loading an image would tell its host who reads this room, and when.
        return this.#link(token.href, [{ type: "text", text: token.text || token.href }], token.raw);
      case "escape":
        return [{ type: "text", text: token.text }];
      case "text":
        return token.tokens ? this.#inlines(token.tokens, depth + 1) : this.#words(token.text);
      default:
        return [{ type: "text", text: token.raw }];
    }
  }

  #words(text: string): Inline[] {
    return markMentions(text, this.#names).flatMap((inline) =>
      inline.type === "text" ? this.#mark(inline.text) : [inline],
    );
  }

  #link(href: string, children: Inline[], raw: string): Inline[] {
    const url = safeUrl(href);
    return url === null
      ? [{ type: "text", text: raw }]
      : [{ type: "link", href: url, children: withoutCitations(children) }];
  }
}
