import { Parser } from "htmlparser2";
import { type ExtractedText, Unreadable } from "../extracted.ts";
import { Page } from "../page.ts";
import { labelOf } from "../text-builder.ts";
import { Visibility } from "./visibility.ts";

/**
 * The sum of the depths of all tags. The parser's work for a tag grows with the elements that are open then: this sum takes it about two seconds.
 * Old pages close no item of a list, so each is deeper than the one before: 60,000 of them are read.
 */
const MAX_DEPTHS = 2_000_000_000;

/** Elements whose content is not shown, or is not part of the page's text. */
const DROPPED = new Set(
  "script style noscript template svg math iframe object embed canvas audio video select textarea nav dialog frameset applet map".split(
    " ",
  ),
);

/** Extracts what a reader of the page sees: no scripts, styles or hidden content. Headings are marked. */
export function extractHtml(html: string): ExtractedText {
  const first = new HtmlReader(html, DROPPED);
  // An element that is never closed holds the rest of the page: then it is the page.
  if (first.unclosed === null) return first.read;
  return new HtmlReader(html, new Set([...DROPPED].filter((name) => name !== first.unclosed))).read;
}

class HtmlReader {
  readonly read: ExtractedText;
  /** The dropped element that is still open at the end of the page. */
  unclosed: string | null = null;
  readonly #dropped: ReadonlySet<string>;
  readonly #visibility: Visibility;
  readonly #page = new Page();
  #text: string[] = [];
  #title: string[] | null = null;
  #titleText = "";
  /** The element that is being dropped, and the number of open elements from it on. */
  #dropping: { name: string; depth: number } | null = null;
  #isAtEnd = false;
  #depth = 0;
  #depths = 0;

  constructor(html: string, dropped: ReadonlySet<string>) {
    this.#dropped = dropped;
    this.#visibility = new Visibility(html);
    const parser = new Parser({
      onopentag: (name, attributes) => this.#open(name, attributes),
      onclosetag: (name) => this.#close(name),
      ontext: (text) => this.#write(text),
    });
    parser.write(html);
    this.#isAtEnd = true;
    parser.end();
    this.#flush();
    const title = labelOf(this.#titleText);
    this.read = { ...this.#page.build(), ...(title === "" ? {} : { title }) };
  }

  #write(text: string): void {
    if (this.#title !== null) this.#title.push(text);
    else if (this.#dropping === null) this.#text.push(text);
  }

  /** The parser hands over text in pieces: at character references, for example. */
  #flush(): void {
    if (this.#text.length > 0) this.#page.text(this.#text.join(""));
    this.#text = [];
  }

  #open(name: string, attributes: Record<string, string>): void {
    this.#depth += 1;
    this.#depths += this.#depth;
    if (this.#depths > MAX_DEPTHS) throw new Unreadable("not_readable");
    if (this.#dropping !== null) {
      this.#dropping.depth += 1;
      return;
    }
    this.#flush();
    if (name === "title") this.#title = [];
    else if (this.#dropped.has(name) || this.#visibility.isHidden(name, attributes))
      this.#dropping = { name, depth: 1 };
    else this.#page.open(name);
  }

  #close(name: string): void {
    this.#depth -= 1;
    if (this.#dropping !== null) {
      if (this.#isAtEnd && this.#dropping.depth === 1 && this.#dropped.has(name)) this.unclosed = name;
      this.#dropping.depth -= 1;
      if (this.#dropping.depth === 0) this.#dropping = null;
      return;
    }
    this.#flush();
    if (name === "title") {
      this.#titleText ||= (this.#title ?? []).join("").slice(0, 1_000);
      this.#title = null;
    } else this.#page.close(name);
  }
}
