import { labelOf, TextBuilder } from "./text-builder.ts";

/** Elements that begin a new line with an empty line before it. */
const PARAGRAPHS = new Set(
  "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre section article main figure hr div form fieldset details".split(
    " ",
  ),
);
const LINES = new Set(
  "li tr br dt dd thead tbody header footer aside address figcaption summary option button legend".split(" "),
);
const HEADING = /^h([1-6])$/;

/** Turns elements, named as in HTML, and text into lines: blocks, lists, table rows, marked headings. */
export class Page {
  readonly #builder = new TextBuilder();
  #heading: { level: number; from: string[] } | null = null;
  #isPreformatted = 0;
  /** Whether the last text that was written ends with a space. */
  #needsSpace = false;
  /** Number of cells of tables around the text. */
  #cells = 0;
  /** An item of a list or a cell has just begun: its first paragraph continues its line. */
  #isFresh = false;

  /** `decoded`: without character references. */
  text(decoded: string): void {
    const text = this.#isPreformatted > 0 ? decoded : decoded.replace(/[ \t\r\n\f\u00a0]+/g, " ");
    if (this.#heading !== null) {
      this.#heading.from.push(text);
      return;
    }
    if (this.#isPreformatted > 0) return this.#builder.append(text);
    const words = text.trim();
    if (words === "") {
      this.#needsSpace ||= text !== "";
      return;
    }
    this.#isFresh = false;
    if (this.#needsSpace || text.startsWith(" ")) this.#builder.space();
    this.#builder.append(words);
    this.#needsSpace = text.endsWith(" ");
  }

  open(name: string): void {
    this.#tag(name, true);
    if (name === "li") this.#builder.append("- ");
    if (name === "td" || name === "th") this.#cell();
    this.#isFresh ||= name === "li" || name === "td" || name === "th";
  }

  close(name: string): void {
    this.#tag(name, false);
    if (name === "td" || name === "th") this.#cells = Math.max(0, this.#cells - 1);
    if (name === "td" || name === "th" || name === "li") this.#isFresh = false;
  }

  build() {
    this.#endHeading();
    return this.#builder.build();
  }

  #tag(name: string, isOpening: boolean): void {
    const level = Number(HEADING.exec(name)?.[1] ?? 0);
    if (level > 0) return this.#headingTag(level, isOpening);
    if (name === "pre") this.#isPreformatted = Math.max(0, this.#isPreformatted + (isOpening ? 1 : -1));
    if (name === "p" || name === "div") return this.#paragraph(isOpening);
    if (PARAGRAPHS.has(name) || LINES.has(name)) this.#break(PARAGRAPHS.has(name));
  }

  /** In a cell a paragraph is a line, and its end is that of the cell. */
  #paragraph(isOpening: boolean): void {
    if (this.#isFresh && isOpening) return;
    if (this.#cells === 0) this.#break(true);
    else if (isOpening) this.#break(false);
  }

  #headingTag(level: number, isOpening: boolean): void {
    this.#endHeading();
    if (isOpening) this.#heading = { level, from: [] };
  }

  #endHeading(): void {
    if (this.#heading === null) return;
    const { level, from } = this.#heading;
    this.#heading = null;
    const label = labelOf(from.join(""));
    if (label === "") return;
    this.#break(true);
    this.#builder.mark({ kind: "heading", label, level });
    this.#builder.append(`${label}\n`);
  }

  #break(isParagraph: boolean): void {
    if (this.#heading !== null) this.#heading.from.push(" ");
    else this.#builder.breakLine(isParagraph);
    this.#needsSpace = false;
  }

  #cell(): void {
    this.#cells += 1;
    if (!this.#builder.isAtLineStart) this.#builder.append(" | ");
    this.#needsSpace = false;
  }
}
