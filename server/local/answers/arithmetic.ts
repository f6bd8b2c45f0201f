/** Calculations: `12 * (3 + 4)`, `15 % of 80`, `7 plus 5`. */
import type { Skill } from "./skill.ts";

const WORDS: [RegExp, string][] = [
  [/(\d[\d.,]*)\s*(?:%|percent)\s+of\s+/gi, "$1 / 100 * "],
  [/\bplus\b/gi, "+"],
  [/\bminus\b/gi, "-"],
  [/\b(?:times|multiplied by)\b|[×·]/gi, "*"],
  [/\bdivided by\b|[÷:]/gi, "/"],
  [/\bto the power of\b|\*\*/gi, "^"],
  [/\bsquared\b/gi, "^ 2"],
  [/(?<=\d),(?=\d{3}\b)/g, ""],
];
/** At least one operator between numbers. `2026-03-05` and `3/4/2026` are dates. */
const EXPRESSION = /[-(\s]*\d+(?:\.\d+)?[\s)]*(?:[-+*/^][\s(]*-?[\s(]*\d+(?:\.\d+)?[\s)]*)+/;
const DATE = /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}\/\d{2,4}/;
const ASKED = /\b(?:what|how much|calculate|compute|sum|is|equals?|result|solve)\b|^[\s\d(.-]|=/i;

export const arithmetic: Skill = ({ text }) => {
  if (DATE.test(text) || !ASKED.test(text)) return null;
  const written = WORDS.reduce((rest, [word, sign]) => rest.replace(word, sign), text);
  const expression = written.match(EXPRESSION)?.[0].trim();
  if (expression === undefined) return null;
  const value = evaluate(expression);
  return value === null ? null : `${expression.replace(/\s+/g, " ")} = **${show(value)}**`;
};

function show(value: number): string {
  return String(Number(value.toPrecision(12)));
}

/** Null if it is not an expression or has no finite value. */
export function evaluate(expression: string): number | null {
  const tokens = expression.match(/\d+(?:\.\d+)?|[-+*/^()]/g) ?? [];
  let at = 0;
  const sum = (): number => {
    let value = product();
    while (tokens[at] === "+" || tokens[at] === "-")
      value = tokens[at++] === "+" ? value + product() : value - product();
    return value;
  };
  const product = (): number => {
    let value = power();
    while (tokens[at] === "*" || tokens[at] === "/")
      value = tokens[at++] === "*" ? value * power() : value / power();
    return value;
  };
  const power = (): number => {
    const base = single();
    if (tokens[at] !== "^") return base;
    at += 1;
    return base ** power();
  };
  const single = (): number => {
    const token = tokens[at++];
    if (token === "-") return -power();
    if (token !== "(") return Number(token);
    const value = sum();
    return tokens[at++] === ")" ? value : NaN;
  };
  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? value : null;
}
