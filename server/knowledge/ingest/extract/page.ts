import { decodeEntities } from "./entities.ts";
import type { ExtractedText } from "./extracted.ts";
import type { Tag } from "./html-tokens.ts";
import { labelOf, TextBuilder } from "./text-builder.ts";

/** Elements whose content is not visible or is not part of the text. */
const DROPPED = new Set([
  ..."script style noscript template svg math iframe object embed canvas audio video select textarea".split(
    " ",
  ),
  ..."button form nav dialog head frameset applet map".split(" "),
]);
/** Elements that begin a new line with an empty line before it. */
const PARAGRAPHS = new Set(
  "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre section article main figure hr div".split(" "),
);
const LINES = new Set(
  "li tr br dt dd thead tbody header footer aside address figcaption summary option".split(" "),
);
const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
const HEADING = /^h([1-6])$/;

/** Turns tags and text into lines: blocks, lists, table rows, marked headings. Hidden content is dropped. */
export class Page {
  readonly #builder = new TextBuilder();
  /** The element that is being dropped, and how many elements of the same name are open inside it. */
  #dropping: { name: string; depth: number } | null = null;
  #heading: { level: number; from: string[] } | null = null;
  #title: string[] | null = null;
  #titleText = "";
  #isPreformatted = 0;
  /** Whether the last text that was written ends with a space. */
  #needsSpace = false;

  text(raw: string): void {
    if (this.#title !== null) this.#title.push(raw);
    if (this.#dropping !== null) return;
    const decoded = decodeEntities(raw);
    const text = this.#isPreformatted > 0 ? decoded : decoded.replace(/[ \t\r\n\f]+/g, " ");
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
    if (this.#needsSpace || text.startsWith(" ")) this.#builder.space();
    this.#builder.append(words);
    this.#needsSpace = text.endsWith(" ");
  }

  tag(tag: Tag | null): void {
    if (tag === null) return;
    if (tag.name === "title") return this.#titleTag(tag);
    if (this.#dropping !== null) return this.#whileDropping(tag, this.#dropping);
    if (tag.isOpening && !VOID.has(tag.name) && (DROPPED.has(tag.name) || tag.isHidden)) {
      if (!tag.isSelfClosing) this.#dropping = { name: tag.name, depth: 1 };
      return;
    }
    const level = Number(HEADING.exec(tag.name)?.[1] ?? 0);
    if (level > 0) return this.#headingTag(level, tag.isOpening);
    if (tag.name === "pre")
      this.#isPreformatted = Math.max(0, this.#isPreformatted + (tag.isOpening ? 1 : -1));
    if (PARAGRAPHS.has(tag.name) || LINES.has(tag.name)) this.#break(PARAGRAPHS.has(tag.name));
    if (tag.name === "li" && tag.isOpening) this.#builder.append("- ");
    if ((tag.name === "td" || tag.name === "th") && tag.isOpening) this.#cell();
  }

  build(): ExtractedText {
    this.#endHeading();
    const title = labelOf(decodeEntities(this.#titleText));
    return { ...this.#builder.build(), ...(title === "" ? {} : { title }) };
  }

  #titleTag(tag: Tag): void {
    if (tag.isOpening && this.#titleText === "") this.#title = [];
    else if (!tag.isOpening && this.#title !== null) {
      this.#titleText = this.#title.join("").slice(0, 1_000);
      this.#title = null;
    }
  }

  #whileDropping(tag: Tag, dropping: { name: string; depth: number }): void {
    // A page whose head is not closed still has a body.
    if (dropping.name === "head" && tag.name === "body") this.#dropping = null;
    if (tag.name !== dropping.name || tag.isSelfClosing) return;
    dropping.depth += tag.isOpening ? 1 : -1;
    if (dropping.depth === 0) this.#dropping = null;
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
    if (!this.#builder.isAtLineStart) this.#builder.append(" | ");
    this.#needsSpace = false;
  }
}
