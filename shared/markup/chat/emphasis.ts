import type { Inline } from "../tree.ts";
import type { Run, Token } from "./tokens.ts";

/** Emphasis inside emphasis. What is deeper is shown as it was written. */
const MAX_DEPTH = 12;

type Style = "strong" | "emphasis" | "deleted";

/** Pairs the runs of a line with each other. A run without a partner, and every other token, is text. */
export function withEmphasis(tokens: readonly Token[]): Inline[] {
  const pairs = pairRuns(tokens);
  const root: Inline[] = [];
  const stack: { children: Inline[]; end: number }[] = [{ children: root, end: -1 }];
  const literal = new Set<number>();
  tokens.forEach((token, at) => {
    const { children, end } = stack.at(-1) ?? { children: root, end: -1 };
    if (at === end) {
      stack.pop();
      return;
    }
    if (token.type === "node") {
      children.push(token.node);
      return;
    }
    const close = pairs.get(at);
    if (token.type !== "run" || close === undefined || stack.length > MAX_DEPTH) {
      addText(children, literal.has(at) ? unescaped(token) : token.type === "text" ? token.text : token.raw);
      return;
    }
    const closing = tokens[close];
    if (token.isEscaped || (closing?.type === "run" && closing.isEscaped)) {
      literal.add(close);
      addText(children, unescaped(token));
      return;
    }
    const inner: Inline[] = [];
    children.push(nested(stylesOf(token), inner));
    stack.push({ children: inner, end: close });
  });
  return root;
}

/** For each run that opens an emphasis, the index of the run that closes it. Every run is looked at a bounded number of times. */
function pairRuns(tokens: readonly Token[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const open = new Map<string, number[]>();
  tokens.forEach((run, at) => {
    if (run.type !== "run") return;
    const kind = run.mark + run.length;
    const waiting = open.get(kind) ?? [];
    open.set(kind, waiting);
    const start = waiting.at(-1);
    const opening = start === undefined ? undefined : tokens[start];
    if (run.canClose && start !== undefined && opening?.type === "run" && fits(opening, run)) {
      pairs.set(start, at);
      for (const starts of open.values()) while ((starts.at(-1) ?? -1) >= start) starts.pop();
    } else if (run.canOpen) {
      // One mark does not reach over the end of its line.
      if (opening?.type === "run" && run.length === 1 && opening.line !== run.line) waiting.length = 0;
      waiting.push(at);
    }
  });
  return pairs;
}

function fits(opening: Run, closing: Run): boolean {
  return closing.length > 1 || (opening.line === closing.line && closing.letters > opening.letters);
}

function stylesOf({ mark, length }: Run): readonly Style[] {
  if (mark === "~") return ["deleted"];
  return length === 1 ? ["emphasis"] : length === 2 ? ["strong"] : ["strong", "emphasis"];
}

function nested([style = "strong", ...others]: readonly Style[], inner: Inline[]): Inline {
  return { type: style, children: others.length === 0 ? inner : [nested(others, inner)] };
}

const unescaped = (token: Token): string =>
  token.type === "run" && token.isEscaped
    ? token.raw.slice(1)
    : token.type === "text"
      ? token.text
      : token.raw;

function addText(children: Inline[], text: string): void {
  const last = children.at(-1);
  if (last?.type === "text") last.text += text;
  else children.push({ type: "text", text });
}
