import { addressesIn } from "../addresses.ts";
import { BLANK, characterBefore, LETTER } from "../characters.ts";
import { safeUrl } from "../safe-url.ts";
import type { Inline } from "../tree.ts";
import { codeSpans } from "./code-spans.ts";
import { flanks, type Mark } from "./flanks.ts";

/** What the words of a line are made of. `line` counts from 0. */
export type Token =
  | { type: "text"; text: string }
  | { type: "node"; raw: string; node: Inline }
  | Run
  | { type: "open"; raw: string; line: number; isEscaped: boolean }
  /** `](address)`. */
  | { type: "close"; raw: string; line: number; href: string }
  /** A `]` that ends no link. */
  | { type: "shut"; raw: string; line: number };

/** One, two or three of the same mark, which may open or close an emphasis. */
export interface Run {
  type: "run";
  raw: string;
  mark: Mark;
  length: number;
  line: number;
  /** Letters before it in the text. What is emphasized has one: `2 *3* 4` is a sum. */
  letters: number;
  canOpen: boolean;
  canClose: boolean;
  /** There is a backslash before it, which is in `raw`. */
  isEscaped: boolean;
}

/** An address in a link is no longer. */
const MAX_ADDRESS = 2_000;

export function tokensOf(text: string): Token[] {
  return new Tokenizer(text).read();
}

class Tokenizer {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  /** Where the text begins that is no token yet. */
  #from = 0;
  #line = 0;
  #letters = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Token[] {
    const text = this.#text;
    /** Code first, then addresses: nothing inside of them is markup. */
    const whole = joined(
      codeSpans(text),
      addressesIn(text).map((address) => asSpan(text, address)),
    );
    const special = /[[\]*_~]/g;
    for (let next = 0, at = 0; at < text.length;) {
      special.lastIndex = at;
      const mark = special.exec(text)?.index ?? text.length;
      while (next < whole.length && (whole[next]?.start ?? 0) < at) next += 1;
      const span = whole[next];
      if (span !== undefined && span.start <= mark) {
        this.#pass(span.start);
        this.#tokens.push({ type: "node", raw: text.slice(span.start, span.end), node: span.node });
        this.#letters += 1;
        this.#from = at = span.end;
      } else if (mark < text.length) {
        at = this.#mark(mark);
      } else {
        break;
      }
    }
    this.#pass(text.length);
    return this.#tokens;
  }

  /** Takes the text before `to` as it is. */
  #pass(to: number): void {
    const text = this.#text.slice(this.#from, to);
    if (text === "") return;
    for (const character of text) {
      if (character === "\n") this.#line += 1;
      else if (LETTER.test(character)) this.#letters += 1;
    }
    this.#tokens.push({ type: "text", text });
    this.#from = to;
  }

  /** Takes the mark at `at`. Returns the offset after it. */
  #mark(at: number): number {
    const character = this.#text.charAt(at);
    if (character === "[") return this.#open(at);
    if (character === "]") return this.#close(at);
    return this.#runs(at);
  }

  #open(at: number): number {
    const before = this.#text.charAt(at - 1);
    const isEscaped = before === "\\" && at > this.#from;
    // `Look![here](…)` is an exclamation and a link.
    const isImage = before === "!" && at > this.#from && /^\s?$/.test(characterBefore(this.#text, at - 1));
    this.#pass(isEscaped || isImage ? at - 1 : at);
    this.#push(
      { type: "open", raw: this.#text.slice(this.#from, at + 1), line: this.#line, isEscaped },
      at + 1,
    );
    return at + 1;
  }

  #close(at: number): number {
    this.#pass(at);
    const end = endOfAddress(this.#text, at + 1);
    const href = end === null ? null : safeUrl(this.#text.slice(at + 2, end - 1));
    const to = end === null || href === null ? at + 1 : end;
    const raw = this.#text.slice(at, to);
    this.#push(
      href === null
        ? { type: "shut", raw, line: this.#line }
        : { type: "close", raw, line: this.#line, href },
      to,
    );
    return to;
  }

  /** All marks that stand together have the same character before and after them. */
  #runs(at: number): number {
    const text = this.#text;
    let end = at;
    while ("*_~".includes(text.charAt(end)) && end < text.length) end += 1;
    const isEscaped = text.charAt(at - 1) === "\\" && at > this.#from;
    const start = isEscaped ? at - 1 : at;
    this.#pass(start);
    let from = at;
    for (const { 0: run } of text.slice(at, end).matchAll(/\*+|_+|~+/g)) {
      const to = from + run.length;
      const escapes = isEscaped && from === at;
      const raw = escapes ? `\\${run}` : run;
      const sides = flanks(text, run, { start, end, isEscaped });
      if (sides === null) this.#push({ type: "text", text: raw }, to);
      else {
        const counted = { line: this.#line, letters: this.#letters };
        this.#push({ type: "run", raw, length: run.length, isEscaped: escapes, ...counted, ...sides }, to);
      }
      from = to;
    }
    return end;
  }

  #push(token: Token, end: number): void {
    this.#tokens.push(token);
    this.#from = end;
  }
}

interface Span {
  start: number;
  end: number;
  node: Inline;
}

function asSpan(text: string, address: { start: number; end: number; href: string }): Span {
  const { start, end, href } = address;
  return {
    start,
    end,
    node: { type: "link", href, children: [{ type: "text", text: text.slice(start, end) }] },
  };
}

/** By where they begin. An address that overlaps code is left out. */
function joined(codes: readonly Span[], addresses: readonly Span[]): Span[] {
  const spans: Span[] = [];
  let code = 0;
  for (const address of addresses) {
    while (code < codes.length && (codes[code]?.end ?? 0) <= address.start)
      spans.push(...codes.slice(code, (code += 1)));
    if ((codes[code]?.start ?? Infinity) >= address.end) spans.push(address);
  }
  return [...spans, ...codes.slice(code)];
}

/**
 * The offset after `(address)`, which has no blanks and balanced brackets; null if there is none at `at`. It stops where another link
 * ends, so that a row of `](` is read once.
 */
function endOfAddress(text: string, at: number): number | null {
  if (text.charAt(at) !== "(") return null;
  let depth = 0;
  const most = Math.min(text.length, at + MAX_ADDRESS);
  for (let end = at; end < most; end += 1) {
    const character = text.charAt(end);
    if (BLANK.test(character) || (character === "]" && text.charAt(end + 1) === "(")) return null;
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth === 0) return end + 1;
  }
  return null;
}
