import type { ExtractedText } from "../extracted.ts";
import { Page } from "../page.ts";
import { attributeOf, elementsOf, type XmlToken } from "../xml/elements.ts";
import type { WordNumbers } from "./word-numbers.ts";
import { isOn, listOf, PLAIN, type WordStyle, type WordStyles } from "./word-styles.ts";

/**
 * Elements that are ignored: deleted or moved text, former properties, tab stops, fallbacks for drawings that are read
 * themselves, and phonetic guides.
 */
const DROPPED = new Set("del moveFrom pPrChange rPrChange tabs Fallback rt".split(" "));

/** A ground of another colour than that of the paper: of a cell, a paragraph, words, or the page. */
const SHADING =
  /<(?:[\w.-]+:)?(?:shd|background)\s[^>]{0,500}?(?:fill|color)\s*=\s*["'](?!auto|f{6})[0-9a-f]{6}|<(?:[\w.-]+:)?highlight\s/i;
const WHITE = /^f[5-f]f[5-f]f[5-f]$/i;

/**
 * Reads the parts of a Word document in one pass and keeps no copy of them, so content that is referred to many times is not
 * copied many times. (ECMA-376, part 1, chapter 17)
 */
export class WordReader {
  readonly #styles: WordStyles;
  readonly #numbers: WordNumbers;
  readonly #page = new Page();
  /** Ids of notes, in the order of their first reference. */
  readonly #notes = new Map<string, number>();
  #paragraph = paragraphOf(PLAIN);
  /** The paragraph that contains the text box that is being read. */
  #outer = this.#paragraph;
  #boxes = 0;
  #cells = 0;
  /** Whether the next paragraph continues this line: the first paragraph of a cell or a note. */
  #joins = false;
  #isInList = false;
  #isHidden = false;
  /** White words are readable on a shaded ground only. */
  #hasShading = false;
  #isText = false;
  #dropping: { name: string; depth: number } | null = null;

  constructor(styles: WordStyles, numbers: WordNumbers) {
    this.#styles = styles;
    this.#numbers = numbers;
  }

  /** Read the document first: only notes that it refers to are read. */
  read(xml: string): void {
    this.#hasShading = SHADING.test(xml);
    for (const token of elementsOf(xml)) {
      if (token.type === "text") {
        if (this.#isText && this.#dropping === null) this.#write(token.text);
      } else if (this.#dropping !== null) this.#drop(token, this.#dropping);
      else if (token.type === "close") this.#close(token.name);
      else if (DROPPED.has(token.name)) this.#dropping = { name: token.name, depth: 1 };
      else this.#open(token.name, token.source);
    }
  }

  build(): ExtractedText {
    return this.#page.build();
  }

  #drop(token: XmlToken, dropping: { name: string; depth: number }): void {
    if (token.type === "text" || token.name !== dropping.name) return;
    dropping.depth += token.type === "open" ? 1 : -1;
    if (dropping.depth === 0) this.#dropping = null;
  }

  #open(name: string, source: string): void {
    switch (name) {
      case "p":
        this.#paragraph = paragraphOf(PLAIN);
        break;
      case "pStyle":
        this.#paragraph = paragraphOf(this.#styles.find(attributeOf(source, "val")));
        break;
      case "numId":
        this.#paragraph.list = listOf(attributeOf(source, "val"));
        break;
      case "ilvl":
        this.#paragraph.depth = Number(attributeOf(source, "val")) || 0;
        break;
      case "r":
        this.#isHidden = this.#paragraph.isHidden;
        break;
      case "rStyle":
        this.#isHidden ||= this.#styles.find(attributeOf(source, "val")).isHidden;
        break;
      case "vanish":
        this.#isHidden = isOn(source);
        break;
      case "color":
        this.#isHidden ||= !this.#hasShading && WHITE.test(attributeOf(source, "val"));
        break;
      // In half points. Letters of 2 points cannot be read.
      case "sz":
        this.#isHidden ||= Number(attributeOf(source, "val") || Infinity) <= 4;
        break;
      case "t":
        this.#isText = true;
        break;
      case "tab":
      case "ptab":
        this.#write(" ");
        break;
      // Equations: a fraction, an exponent, an index, a root.
      case "den":
        this.#write("/");
        break;
      case "sup":
        this.#write("^");
        break;
      case "sub":
        this.#write("_");
        break;
      case "rad":
        this.#write("√");
        break;
      case "noBreakHyphen":
        this.#write("\u2011");
        break;
      case "br":
      case "cr":
        if (!this.#isHidden && !this.#paragraph.isNew) this.#tag("br");
        break;
      case "footnoteReference":
      case "endnoteReference":
        if (!this.#isHidden) this.#refer(keyOfNote(name.replace("Reference", ""), source));
        break;
      case "footnote":
      case "endnote":
        this.#openNote(name, source);
        break;
      case "comment":
        this.#openComment(attributeOf(source, "author"));
        break;
      case "tbl":
        this.#tag("table");
        break;
      case "tr":
        this.#tag("tr");
        break;
      case "tc":
        this.#tag("td");
        this.#cells += 1;
        this.#joins = true;
        break;
      case "txbxContent":
        this.#openBox();
        break;
    }
  }

  #close(name: string): void {
    switch (name) {
      case "t":
        this.#isText = false;
        break;
      case "p":
        this.#closeHeading();
        break;
      case "tc":
        this.#cells = Math.max(0, this.#cells - 1);
        this.#joins = false;
        this.#tag("td", false);
        break;
      case "footnote":
      case "endnote":
      case "comment":
        this.#joins = false;
        break;
      case "txbxContent":
        this.#closeBox();
        break;
    }
  }

  #refer(note: string): void {
    const number = this.#notes.get(note) ?? this.#notes.size + 1;
    this.#notes.set(note, number);
    this.#write(`[${number}]`);
  }

  #openNote(name: string, source: string): void {
    const number = this.#notes.get(keyOfNote(name, source));
    if (number === undefined) {
      this.#dropping = { name, depth: 1 };
      return;
    }
    this.#paragraph = paragraphOf(PLAIN);
    this.#isHidden = false;
    this.#write(`[${number}] `);
    this.#joins = true;
  }

  #openComment(author: string): void {
    this.#paragraph = paragraphOf(PLAIN);
    this.#isHidden = false;
    this.#write(author === "" ? "Comment: " : `Comment by ${author}: `);
    this.#joins = true;
  }

  #openBox(): void {
    if (this.#boxes++ > 0) return;
    this.#closeHeading();
    this.#outer = this.#paragraph;
  }

  /** The rest of the paragraph that anchors the box begins a new line. */
  #closeBox(): void {
    if (this.#boxes === 0 || --this.#boxes > 0) return;
    this.#paragraph = this.#outer.isNew ? this.#outer : paragraphOf(PLAIN);
  }

  #write(text: string): void {
    if (this.#isHidden) return;
    if (this.#paragraph.isNew) this.#begin(this.#paragraph);
    this.#page.text(text);
  }

  /** A paragraph begins with its first word: empty paragraphs make no lines. */
  #begin(paragraph: Paragraph): void {
    const { level, list, depth } = paragraph;
    paragraph.isNew = false;
    const number = list === null ? null : this.#numbers.next(list, depth ?? Math.max(0, level - 1));
    const isBullet = list !== null && number === null && level === 0;
    if (level > 0) this.#tag(`h${level}`);
    else if (isBullet) {
      if (!this.#isInList) this.#tag("ul");
      this.#tag("li");
    } else if (!this.#joins) this.#tag(this.#cells > 0 ? "br" : "p");
    if (number !== null) this.#page.text(`${number} `);
    this.#isInList = isBullet;
    this.#joins = false;
  }

  #closeHeading(): void {
    const { level, isNew } = this.#paragraph;
    if (level > 0 && !isNew) this.#tag(`h${level}`, false);
  }

  #tag(name: string, isOpening = true): void {
    if (isOpening) this.#page.open(name);
    else this.#page.close(name);
  }
}

interface Paragraph extends WordStyle {
  /** True until something of the paragraph is written. */
  isNew: boolean;
}

function paragraphOf(style: WordStyle): Paragraph {
  return { ...style, isNew: true };
}

function keyOfNote(name: string, source: string): string {
  return `${name} ${attributeOf(source, "id")}`;
}
