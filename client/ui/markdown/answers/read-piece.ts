import type { MarkedToken, Token, Tokens } from "marked";
import { withBreaks } from "../../../../shared/markup/cell-breaks.ts";
import { codeBlock } from "../../../../shared/markup/code-block.ts";
import { link } from "../../../../shared/markup/honest-link.ts";
import { safeUrl } from "../../../../shared/markup/safe-url.ts";
import type { Align, Block, Inline, ListItem } from "../../../../shared/markup/tree.ts";
import { isTooHard } from "./bounds.ts";
import { decodeEntities } from "./entities.ts";
import { markReferences, withoutReferences } from "./references.ts";
import { takeFormulas, type Formula } from "./formulas.ts";
import { lex } from "./lexer.ts";

/** Nesting that is shown. Models do not write deeper. */
const MAX_DEPTH = 12;

/** Reads Markdown into our own tree. Never throws: what cannot be read in bounded time, or at all, is shown as it was written. */
export function readPiece(text: string, references: ReadonlyMap<string, string>): Block[] {
  if (isTooHard(text)) return asWritten(text);
  try {
    const formulas = takeFormulas(text);
    const blocks = new Reader(formulas.found).blocks(lex(formulas.text, references), 0);
    return blocks.length > 0 ? blocks : asWritten(text);
  } catch {
    // The lexer is recursive: a text that exhausts its stack is shown as plain text.
    return asWritten(text);
  }
}

const asWritten = (text: string): Block[] => [
  { type: "paragraph", children: linesOf(text.replace(/^\n+/, "").trimEnd()) },
];

function linesOf(text: string): Inline[] {
  return text.split("\n").flatMap((line, index): Inline[] => {
    const words: Inline[] = line === "" ? [] : [{ type: "text", text: line }];
    return index === 0 ? words : [{ type: "break" }, ...words];
  });
}

/** A member of marked's union is `any`; marked never produces it without extensions. */
function known(tokens: readonly Token[] | undefined): readonly MarkedToken[] {
  return (tokens ?? []).filter((token): token is MarkedToken => token.type !== "generic");
}

const ALIGN: Readonly<Record<string, Align>> = { left: "start", center: "center", right: "end" };

class Reader {
  readonly #formulas: ReadonlyMap<string, Formula>;
  /** One of the characters that stand for formulas. */
  readonly #marks: RegExp | null;
  /** The formulas that were written as blocks. */
  readonly #displayed = new WeakSet<Inline>();

  constructor(formulas: ReadonlyMap<string, Formula>) {
    this.#formulas = formulas;
    this.#marks = formulas.size === 0 ? null : new RegExp(`([${[...formulas.keys()].join("")}])`);
  }

  blocks(tokens: readonly Token[] | undefined, depth: number): Block[] {
    return known(tokens).flatMap((token) => this.#block(token, depth));
  }

  #block(token: MarkedToken, depth: number): Block[] {
    if (depth > MAX_DEPTH) return asWritten(this.#source(token.raw));
    switch (token.type) {
      case "space":
      case "checkbox":
        return [];
      case "hr":
        return [{ type: "rule" }];
      case "code":
        return [codeBlock(this.#source(token.text), token.lang ?? "")];
      case "heading":
        return [{ type: "heading", level: token.depth, children: this.#inlines(token.tokens, depth) }];
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
        return [this.#table(token, depth)];
      case "paragraph":
        return this.#paragraph(this.#inlines(token.tokens, depth));
      case "text":
        return this.#paragraph(this.#inlines(token.tokens ?? [token], depth));
      case "html":
        return this.#paragraph(linesOf(this.#source(token.raw).trimEnd()));
      case "def":
        // The splitter takes definitions at the beginning of a line. One in a list is shown.
        return asWritten(token.raw);
      default:
        return [{ type: "paragraph", children: this.#inline(token, depth) }];
    }
  }

  #table(token: Tokens.Table, depth: number): Block {
    const cell = ({ tokens }: Tokens.TableCell) => withBreaks(this.#inlines(tokens, depth));
    return {
      type: "table",
      align: token.align.map((align) => ALIGN[align ?? ""] ?? null),
      header: token.header.map(cell),
      rows: token.rows.map((row) => row.map(cell)),
    };
  }

  /** A formula that is alone in its paragraph is a block. */
  #paragraph(children: Inline[]): Block[] {
    const [only] = children;
    const formula = children.length === 1 && only?.type === "math" ? only : undefined;
    return formula !== undefined && this.#displayed.has(formula)
      ? [{ type: "math", text: formula.text }]
      : [{ type: "paragraph", children: withBreaks(children) }];
  }

  #inlines(tokens: readonly Token[] | undefined, depth: number): Inline[] {
    return known(tokens).flatMap((token) => this.#inline(token, depth));
  }

  #inline(token: MarkedToken, depth: number): Inline[] {
    if (depth > MAX_DEPTH) return [{ type: "text", text: this.#source(token.raw) }];
    switch (token.type) {
      case "br":
        return [{ type: "break" }];
      case "codespan":
        return [{ type: "code", text: this.#source(token.text) }];
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
        // `\\[1\\]` is no citation.
        return [{ type: "text", text: token.text }];
      case "text":
        return token.tokens ? this.#inlines(token.tokens, depth + 1) : this.#words(token.text);
      default:
        return [{ type: "text", text: this.#source(token.raw) }];
    }
  }

  #words(text: string): Inline[] {
    const parts = this.#marks === null ? [text] : text.split(this.#marks);
    return parts.flatMap((part): Inline[] => {
      const formula = this.#formulas.get(part);
      if (formula === undefined) return part === "" ? [] : markReferences(decodeEntities(part));
      const node: Inline = { type: "math", text: formula.tex };
      if (formula.display) this.#displayed.add(node);
      return [node];
    });
  }

  /** A text in which formulas are as they were written. */
  #source(text: string): string {
    if (this.#marks === null) return text;
    const parts = text.split(this.#marks);
    return parts.map((part) => sourceOf(this.#formulas.get(part)) ?? part).join("");
  }

  #link(href: string, children: Inline[], raw: string): Inline[] {
    const url = safeUrl(this.#source(href));
    return url === null
      ? [{ type: "text", text: this.#source(raw) }]
      : [link(url, withoutReferences(children))];
  }
}

function sourceOf(formula: Formula | undefined): string | undefined {
  if (formula === undefined) return undefined;
  return formula.display ? `$$${formula.tex}$$` : `$${formula.tex}$`;
}
