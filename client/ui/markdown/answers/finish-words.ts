/** Marks of emphasis, longest first, and code. */
const MARKS = /\\[\s\S]|`+|\*+|~~?|_+|\[|\]\(?|\$\$?|\n[ \t]*\n/g;
/** A price is no formula, and a formula that is not closed after so much text is none. UTF-16 units. */
const LONG_FORMULA = 200;

interface Open {
  mark: string;
  at: number;
}

/**
 * The end of a growing paragraph as it will be read: emphasis and code that are open are closed, and what may become a link, a formula or
 * a mark is left out.
 */
export function finishWords(text: string): string {
  const open: Open[] = [];
  let code: Open | null = null;
  let bracket: number | null = null;
  for (const { 0: mark, index: at } of text.matchAll(MARKS)) {
    if (code !== null) {
      if (mark === code.mark) code = null;
      else if (/^\n/.test(mark)) code = null;
      continue;
    }
    if (/^\n/.test(mark)) {
      open.length = 0;
      bracket = null;
    } else if (mark.startsWith("`")) code = { mark, at };
    else if (mark === "[") bracket = at;
    else if (mark === "]")
      bracket =
        at + 1 === text.length && bracket !== null && !isNumber(text.slice(bracket, at + 1)) ? bracket : null;
    else if (mark === "](") {
      const end = text.indexOf(")", at);
      if (end === -1 && bracket !== null && !/\s/.test(text.slice(at + 2)))
        return finishWords(text.slice(0, bracket));
      bracket = null;
    } else if (mark === "\\(" || mark === "\\[") open.push({ mark, at });
    else if (mark === "\\)" || mark === "\\]") close(open, mark === "\\)" ? "\\(" : "\\[");
    else if (mark.startsWith("$")) {
      if (!close(open, mark)) open.push({ mark, at });
    } else if (!mark.startsWith("\\")) emphasize(open, text, mark, at);
  }
  if (code !== null) return closed(text, code, open);
  if (bracket !== null && !text.slice(bracket).includes("\n")) return finishWords(text.slice(0, bracket));
  const formula = open.find(({ mark, at }) => mayBeFormula(text, mark, at));
  if (formula !== undefined) return finishWords(text.slice(0, formula.at));
  const marks = open.filter(({ mark }) => /^[*_~]/.test(mark));
  const cut = text.replace(/(?:\\|<[a-z/]{0,4}|&[a-z]{0,8}|!)$/i, "");
  const last = /(?:\*{1,3}|_{1,3}|~{1,2})$/.exec(cut)?.[0] ?? "";
  const at = cut.length - last.length;
  // A mark at the end that opens nothing yet, or is half of what closes.
  const rest =
    last !== "" && (marks.some((one) => one.at === at) || isHalf(marks, last)) ? cut.slice(0, at) : cut;
  return withMarks(
    rest,
    marks.filter((one) => one.at < rest.length),
  );
}

const isNumber = (raw: string): boolean => /^\[\d{1,3}\]$/.test(raw);

function close(open: Open[], mark: string): boolean {
  const at = open.findLastIndex((one) => one.mark === mark);
  if (at === -1) return false;
  open.length = at;
  return true;
}

function emphasize(open: Open[], text: string, mark: string, at: number): void {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + mark.length);
  const isInWord = mark.startsWith("_") && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
  if (isInWord || (mark === "~" && after !== "")) return;
  if (/\S/.test(before) && close(open, mark)) return;
  if (/\S/.test(before) && mark === "***" && (close(open, "*") ? close(open, "**") : false)) return;
  if (after === "" || /\S/.test(after)) open.push({ mark, at });
}

/** A single `$` that may open a formula: no price, and not much after it. */
function mayBeFormula(text: string, mark: string, at: number): boolean {
  if (mark === "$$") return true;
  const after = text.slice(at + mark.length);
  if (mark === "\\(" || mark === "\\[") return after.length < 4_000;
  return mark === "$" && after.length < LONG_FORMULA && /^(?:[^\s\d]|$)/.test(after) && !after.includes("\n");
}

/** The first half of the mark that closes the innermost emphasis. */
function isHalf(open: readonly Open[], last: string): boolean {
  const innermost = open.findLast(({ mark }) => mark.startsWith(last.charAt(0)));
  return innermost !== undefined && innermost.mark.length > last.length;
}

function closed(text: string, code: Open, open: readonly Open[]): string {
  const inside = text.slice(code.at + code.mark.length);
  const half = /`+$/.exec(inside)?.[0] ?? "";
  const shown = inside.slice(0, inside.length - half.length);
  const marks = open.filter(({ mark }) => /^[*_~]/.test(mark));
  if (shown.trim() === "") return withMarks(text.slice(0, code.at), marks);
  return withMarks(`${text.slice(0, code.at + code.mark.length)}${shown.trimEnd()}${code.mark}`, marks);
}

/** Closes the innermost first. Blanks before a closing mark would make it text. */
function withMarks(text: string, open: readonly Open[]): string {
  const full = open.filter(({ mark, at }) => text.slice(at + mark.length).trim() !== "");
  const words =
    full.length === open.length ? text : text.slice(0, open.find((one) => !full.includes(one))?.at);
  return full.length === 0
    ? words
    : words.trimEnd() +
        full
          .map(({ mark }) => mark)
          .reverse()
          .join("");
}
