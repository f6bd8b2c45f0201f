/**
 * Finds text that a page holds but does not show: of no colour or of the colour of the paper, drawn as nothing. It may be written for
 * models, not for people. The text of a scan that went through text recognition is drawn as nothing too, over the picture, and is kept.
 */
import type { Piece } from "./page-lines.ts";

/** The operators of a page, as pdf.js lists them, and the numbers that it gives their names. */
export interface Operators {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
}
export type OperatorNumbers = Readonly<Record<string, number>>;

/** Smaller letters cannot be read, points. */
const MIN_SIZE = 2;
const INVISIBLE = 3;
type Matrix = readonly [number, number, number, number, number, number];
interface Box {
  left: number;
  bottom: number;
  right: number;
  top: number;
}

/** Says of a piece whether a reader of the page sees it. `view`: the visible part of the page, as left, bottom, right, top. */
export class HiddenText {
  readonly #view: readonly number[];
  /** The texts that are white, that are drawn as nothing and all others, without blanks. */
  #white = "";
  #invisible = "";
  #shown = "";
  /** What is painted in a colour or as a picture. White text on it can be read. */
  readonly #painted: Box[] = [];
  #hasPicture = false;

  constructor({ fnArray, argsArray }: Operators, numbers: OperatorNumbers, view: readonly number[]) {
    this.#view = view;
    const names = new Map(Object.entries(numbers).map(([name, number]) => [number, name]));
    let state = { matrix: [1, 0, 0, 1, 0, 0] as Matrix, fill: "#000000", mode: 0 };
    const saved: (typeof state)[] = [];
    fnArray.forEach((number, at) => {
      const given: unknown = argsArray[at];
      const args: readonly unknown[] = Array.isArray(given) ? given : [];
      switch (names.get(number) ?? "") {
        case "save":
          saved.push(state);
          break;
        case "restore":
        case "paintFormXObjectEnd":
          state = saved.pop() ?? state;
          break;
        case "paintFormXObjectBegin":
          saved.push(state);
          if (isMatrix(args[0])) state = { ...state, matrix: multiply(state.matrix, args[0]) };
          break;
        case "transform":
          if (isMatrix(args)) state = { ...state, matrix: multiply(state.matrix, args) };
          break;
        case "setFillRGBColor":
          state = { ...state, fill: String(args[0]) };
          break;
        // A pattern or a gradient.
        case "setFillColorN":
          state = { ...state, fill: "#808080" };
          break;
        case "setTextRenderingMode":
          state = { ...state, mode: Number(args[0]) };
          break;
        case "constructPath":
          if (isFill(numbers, args[0]) && !isWhite(state.fill)) this.#paint(args[2], state.matrix);
          break;
        case "shadingFill":
          this.#painted.push(EVERYWHERE);
          break;
        case "paintImageXObject":
        case "paintInlineImageXObject":
        case "paintImageMaskXObject":
        case "paintImageXObjectRepeat":
          this.#hasPicture = true;
          this.#paint([0, 0, 1, 1], state.matrix);
          break;
        case "showText":
          this.#show(textOf(args[0]), state);
          break;
      }
    });
  }

  isHidden({ text, x, y, width, size }: Piece): boolean {
    const words = text.replace(/\s+/g, "");
    if (words === "") return false;
    const [left = 0, bottom = 0, right = 0, top = 0] = this.#view;
    if (x + width < left || x > right || y + size < bottom || y > top) return true;
    if (size < MIN_SIZE) return true;
    if (this.#shown.includes(words)) return false;
    if (this.#invisible.includes(words)) return !this.#hasPicture;
    if (!this.#white.includes(words)) return false;
    const [middle, height] = [x + width / 2, y + size / 3];
    return !this.#painted.some(
      (box) => middle >= box.left && middle <= box.right && height >= box.bottom && height <= box.top,
    );
  }

  #show(text: string, { fill, mode }: { fill: string; mode: number }): void {
    if (mode % 4 === INVISIBLE) this.#invisible += text;
    else if (isWhite(fill) && mode % 4 !== 1) this.#white += text;
    else this.#shown += text;
  }

  #paint(corners: unknown, matrix: Matrix): void {
    const [x1, y1, x2, y2] = numbersOf(corners);
    if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return;
    const points = [
      [x1, y1],
      [x2, y1],
      [x1, y2],
      [x2, y2],
    ].map(([x = 0, y = 0]) => [
      matrix[0] * x + matrix[2] * y + matrix[4],
      matrix[1] * x + matrix[3] * y + matrix[5],
    ]);
    const xs = points.map(([x = 0]) => x);
    const ys = points.map(([, y = 0]) => y);
    this.#painted.push({
      left: Math.min(...xs),
      bottom: Math.min(...ys),
      right: Math.max(...xs),
      top: Math.max(...ys),
    });
  }
}

const EVERYWHERE: Box = { left: -Infinity, bottom: -Infinity, right: Infinity, top: Infinity };

const isFill = (numbers: OperatorNumbers, operator: unknown): boolean =>
  ["fill", "eoFill", "fillStroke", "eoFillStroke", "closeFillStroke", "closeEOFillStroke"].some(
    (name) => numbers[name] === operator,
  );

/** White, or so near to it that nobody reads it on paper. */
function isWhite(color: string): boolean {
  const [, red = "0", green = "0", blue = "0"] = /^#(..)(..)(..)$/.exec(color) ?? [];
  return [red, green, blue].every((part) => parseInt(part, 16) >= 0xf5);
}

function isMatrix(value: unknown): value is Matrix {
  return numbersOf(value).length === 6;
}

function numbersOf(value: unknown): number[] {
  if (value instanceof Float32Array) return [...value];
  return Array.isArray(value) && value.every((one) => typeof one === "number") ? value : [];
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[2] * b[1],
    a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3],
    a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4],
    a[1] * b[4] + a[3] * b[5] + a[5],
  ];
}

/** The letters of a `showText`: a list of glyphs and of numbers that move them. */
function textOf(glyphs: unknown): string {
  if (!Array.isArray(glyphs)) return "";
  return glyphs
    .map((glyph: unknown) =>
      typeof glyph === "object" && glyph !== null && "unicode" in glyph && typeof glyph.unicode === "string"
        ? glyph.unicode
        : "",
    )
    .join("")
    .replace(/\s+/g, "");
}
