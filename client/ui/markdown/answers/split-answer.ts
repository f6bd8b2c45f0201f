/**
 * Splits a growing answer into pieces that are read apart from each other, so that only the last one is read again while the text grows.
 * Each whole line is looked at once. The same text is always split in the same way, however it arrived.
 */
export type Piece =
  /** `isClosed`: the closing fence is there. */
  | { type: "code"; raw: string; text: string; info: string; isClosed: boolean }
  /** `follows`: it goes on with the list or the table that the piece before it ends with; `header` are the first two lines of that table. */
  | { type: "prose"; raw: string; follows: boolean; header: string }
  /** The text of a footnote. */
  | { type: "note"; raw: string; label: string }
  /** The address of links of the form `[words][label]`. */
  | { type: "reference"; raw: string; label: string; href: string };

const FENCE = /^(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const NOTE = /^\[\^([^\]\s]{1,40})\]:[ \t]*/;
const REFERENCE = /^\[([^\]^][^\]]{0,99})\]:[ \t]+<?(https?:\/\/[^\s>]{1,2000})>?/;
/**
 * A line after an empty line that begins like this does not continue a list, quote or table: a letter, a heading, bold text. A digit may
 * become the next item of a list.
 */
const BEGINS_ANEW = /^(?:\p{L}|#{1,6} |\*\*[^\s*])/u;
const ITEM = /^(?:[-*+]|\d{1,9}[.)])[ \t]/;
const DELIMITERS = /^[ \t|:-]*-[ \t|:-]*$/;
/** After so many empty lines nothing continues. */
const MANY_EMPTY = 3;
/** A longer list or table is read in several pieces. UTF-16 units. */
const LONG = 6_000;

interface State {
  /** Where the open piece begins. */
  start: number;
  empty: number;
  fence: { mark: string; info: string; begin: number } | null;
  note: string | null;
  follows: boolean;
  /** The first two lines of the table that is open. */
  header: string;
  last: string;
}

const initial: State = { start: 0, empty: 0, fence: null, note: null, follows: false, header: "", last: "" };

export class AnswerSplitter {
  #settled: Piece[] = [];
  #state = initial;
  /** The text up to the end of its last whole line. */
  #read = "";

  /** The pieces of the whole text. Those that are finished are the same objects as before. */
  split(text: string): readonly Piece[] {
    if (!text.startsWith(this.#read)) this.#reset();
    const whole = text.lastIndexOf("\n") + 1;
    const state = { ...this.#state };
    for (let at = this.#read.length; at < whole;) {
      const end = text.indexOf("\n", at) + 1;
      takeLine(state, text, at, end, this.#settled);
      at = end;
    }
    this.#state = state;
    this.#read = text.slice(0, whole);
    const rest: Piece[] = [];
    const open = { ...state };
    if (whole < text.length) takeLine(open, text, whole, text.length, rest);
    endPiece(open, text, text.length, rest);
    return [...this.#settled, ...rest];
  }

  #reset(): void {
    this.#settled = [];
    this.#state = initial;
    this.#read = "";
  }
}

function takeLine(state: State, text: string, at: number, end: number, pieces: Piece[]): void {
  const line = text.slice(at, end).trimEnd();
  if (state.fence !== null) {
    if (closes(line, state.fence.mark)) {
      const { info, begin } = state.fence;
      const inside = text.slice(begin, at).replace(/\n$/, "");
      pieces.push({ type: "code", raw: text.slice(state.start, end), text: inside, info, isClosed: true });
      begins(state, end);
    }
    return;
  }
  if (line === "") {
    state.empty += 1;
    state.header = state.last = "";
    return;
  }
  const [, mark, info = ""] = FENCE.exec(line) ?? [];
  if (mark !== undefined) {
    endPiece(state, text, at, pieces);
    begins(state, at);
    state.fence = { mark, info, begin: end };
    return;
  }
  if (!takeDefinition(state, text, at, end, line, pieces)) takeProse(state, text, at, line, pieces);
  state.empty = 0;
  state.header = tableHeader(state, line);
  state.last = line;
}

/** A footnote goes on with lines that are indented or follow at once; the address of a reference is one line. */
function takeDefinition(
  state: State,
  text: string,
  at: number,
  end: number,
  line: string,
  pieces: Piece[],
): boolean {
  const label = NOTE.exec(line)?.[1];
  if (label !== undefined) {
    endPiece(state, text, at, pieces);
    begins(state, at);
    state.note = label;
    return true;
  }
  const [, name, href = ""] = REFERENCE.exec(line) ?? [];
  const mayBe = state.empty > 0 || at === 0 || REFERENCE.test(state.last);
  if (name === undefined || !mayBe || state.note !== null) return false;
  endPiece(state, text, at, pieces);
  pieces.push({ type: "reference", raw: text.slice(at, end), label: name.toLowerCase(), href });
  begins(state, end);
  return true;
}

function takeProse(state: State, text: string, at: number, line: string, pieces: Piece[]): void {
  const isIndented = /^[ \t]{2}/.test(line);
  const isAnew =
    state.note === null
      ? state.empty >= MANY_EMPTY || (state.empty > 0 && BEGINS_ANEW.test(line))
      : state.empty > 0 && !isIndented;
  if (isAnew) {
    endPiece(state, text, at, pieces);
    begins(state, at);
  } else if (at - state.start > LONG && state.note === null && (ITEM.test(line) || state.header !== "")) {
    const { header } = state;
    endPiece(state, text, at, pieces);
    begins(state, at);
    state.follows = true;
    state.header = header;
  }
}

/** The first two lines of the table that the line is in, once there are two. */
function tableHeader({ header, last }: State, line: string): string {
  if (header !== "") return line.includes("|") ? header : "";
  const isHeader = last.includes("|") && line.includes("|") && DELIMITERS.test(line);
  return isHeader ? `${last}\n${line}\n` : "";
}

function endPiece(state: State, text: string, end: number, pieces: Piece[]): void {
  const raw = text.slice(state.start, end);
  if (raw.trim() === "") return;
  const { fence, note, follows } = state;
  if (fence !== null) {
    pieces.push({ type: "code", raw, text: text.slice(fence.begin, end), info: fence.info, isClosed: false });
  } else if (note !== null) {
    pieces.push({ type: "note", raw, label: note });
  } else {
    pieces.push({ type: "prose", raw, follows, header: follows ? state.header : "" });
  }
}

function begins(state: State, start: number): void {
  Object.assign(state, { ...initial, start });
}

/** The closing fence may be longer than the opening one, and nothing may follow it. */
function closes(line: string, mark: string): boolean {
  const found = /^ {0,3}([`~]{3,})$/.exec(line)?.[1];
  return found !== undefined && found.length >= mark.length && found === mark.charAt(0).repeat(found.length);
}

/** The words of a footnote, without its label and its indentation. */
export const wordsOfNote = (raw: string): string =>
  raw.replace(NOTE, "").replace(/\n(?: {4}| {2}|\t)/g, "\n");
