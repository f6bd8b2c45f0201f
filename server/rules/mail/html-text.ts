/** Reads the HTML of a mail as text. A quote becomes one line with `QUOTE_MARK`, and what follows the divider of Outlook is left out. */
import { Parser } from "htmlparser2";
import { QUOTE_MARK } from "./cut-reply.ts";

export interface MailText {
  text: string;
  /** Content ids of the pictures that stand in the text, without the angle brackets. */
  pictures: ReadonlySet<string>;
}

/** What is read of the HTML, UTF-16 units. A reply stands at its beginning, and quotes may be endless. */
const MOST_HTML = 1_000_000;
/** Elements within elements. The parser's work grows with the square of it; a long thread of quotes has a hundred. */
const MOST_DEPTH = 500;
/** What is parsed before the depth is looked at again, UTF-16 units. */
const PIECE = 2_048;
/** What a link says, as far as it is compared with its address. */
const MOST_SAID = 500;

const DROPPED = new Set("head style script title noscript template svg object iframe".split(" "));
const BLOCKS = new Set(
  "div tr table tbody thead ul ol dl dt dd section article header footer center form hr address figure main".split(
    " ",
  ),
);
const PARAGRAPHS = new Set("p h1 h2 h3 h4 h5 h6 blockquote pre".split(" "));

/** Classes of what is quoted, and of signatures, as programs name them. */
const QUOTES = /(?:^|\s)(?:gmail_quote|yahoo_quoted|protonmail_quote|tutanota_quote)(?:\s|$)/;
const HEADINGS = /(?:^|\s)(?:gmail_attr|moz-cite-prefix)(?:\s|$)/;
const SIGNATURES =
  /(?:^|\s)(?:gmail_signature|gmail_signature_prefix|moz-signature|protonmail_signature_block)(?:\s|$)/;
const SIGNATURE_IDS = /^(?:x_)*(?:Signature|ms-outlook-mobile-signature)$/;
/** Outlook, in its several kinds: from here on there is the original. */
const ORIGINAL_IDS = /^(?:x_)*(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container)$/;
const WORD_DIVIDER = /border:\s?none;\s?border-top:\s?solid #(?:E1E1E1|B5C4DF)/i;

type Attributes = Readonly<Record<string, string>>;

/** `keepsQuotes`: of a mail that is passed on, what is quoted is what somebody wants to keep. */
export function htmlText(html: string, { keepsQuotes = false } = {}): MailText {
  const reader = new MailReader(keepsQuotes);
  const parser = new Parser({
    onopentag: (name, attributes) => reader.open(name, attributes),
    onclosetag: (name) => reader.close(name),
    ontext: (text) => reader.write(text),
  });
  const most = Math.min(html.length, MOST_HTML);
  for (let at = 0; at < most && !reader.isDone; at += PIECE)
    parser.write(html.slice(at, Math.min(at + PIECE, most)));
  // What is open is left open: closing all of it is the work that is avoided.
  if (!reader.isDone) parser.end();
  return reader.read();
}

class MailReader {
  readonly #lines: string[] = [];
  /** It grows by small pieces, so nothing looks into it before it ends. */
  #line = "";
  #endsInSpace = true;
  #depth = 0;
  /** Open elements from the dropped one on; 0 while nothing is dropped. */
  #dropped = 0;
  #isOver = false;
  #pre = 0;
  #isWord = false;
  #link: { href: string; said: string } | null = null;
  readonly #pictures = new Set<string>();
  readonly #keepsQuotes: boolean;

  constructor(keepsQuotes: boolean) {
    this.#keepsQuotes = keepsQuotes;
  }

  get isDone(): boolean {
    return this.#isOver || this.#depth > MOST_DEPTH;
  }

  open(name: string, attributes: Attributes): void {
    this.#depth++;
    if (this.isDone) return;
    if (this.#dropped > 0) {
      this.#dropped++;
      return;
    }
    if (!this.#keepsQuotes && isOriginal(attributes)) {
      this.#isOver = true;
      return;
    }
    if (!this.#keepsQuotes && isQuote(name, attributes)) {
      this.#endLine();
      this.#lines.push(QUOTE_MARK);
      this.#dropped = 1;
      return;
    }
    if (DROPPED.has(name) || isHidden(attributes) || isAdded(attributes)) {
      this.#dropped = 1;
      return;
    }
    if (name === "br") this.#breakLine();
    else if (PARAGRAPHS.has(name)) this.#paragraph(attributes);
    else if (BLOCKS.has(name)) this.#endLine();
    else if (name === "li") this.#item();
    else if (name === "td" || name === "th") this.#space();
    else if (name === "img") this.#picture(attributes);
    else if (name === "a") this.#link = { href: attributes["href"] ?? "", said: "" };
    if (name === "pre") this.#pre++;
  }

  close(name: string): void {
    this.#depth--;
    if (this.isDone) return;
    if (this.#dropped > 0) {
      this.#dropped--;
      return;
    }
    if (name === "pre") this.#pre--;
    if (name === "a") this.#endLink();
    else if (name === "p" && this.#isWord) this.#breakLine();
    else if (PARAGRAPHS.has(name) || BLOCKS.has(name) || name === "li") this.#endLine();
  }

  write(text: string): void {
    if (this.isDone || this.#dropped > 0) return;
    const clean = text.replaceAll(QUOTE_MARK, "").replace(/\u00a0/g, " ");
    if (this.#pre === 0) return this.#say(clean.replace(/[ \t\r\n\f]+/g, " "));
    const [first = "", ...others] = clean.split(/\r\n?|\n/);
    this.#add(first);
    for (const line of others) {
      this.#breakLine();
      this.#add(line);
    }
  }

  /** Spaces at the beginning of a line and beside other spaces are none. */
  #say(text: string): void {
    this.#add(this.#endsInSpace ? text.replace(/^ /, "") : text);
  }

  #add(text: string): void {
    if (text === "") return;
    this.#line += text;
    this.#endsInSpace = text.endsWith(" ");
    if (this.#link !== null && this.#link.said.length < MOST_SAID) this.#link.said += text;
  }

  read(): MailText {
    this.#endLine();
    return { text: this.#lines.map((line) => line.trimEnd()).join("\n"), pictures: this.#pictures };
  }

  #endLine(): void {
    if (this.#line.trim() !== "") this.#lines.push(this.#line);
    this.#beginLine();
  }

  #breakLine(): void {
    this.#lines.push(this.#line);
    this.#beginLine();
  }

  #beginLine(): void {
    this.#line = "";
    this.#endsInSpace = true;
  }

  /** Word writes each line as a paragraph without a margin, and an empty one for an empty line. */
  #paragraph(attributes: Attributes): void {
    this.#isWord = (attributes["class"] ?? "").startsWith("Mso");
    this.#endLine();
    if (!this.#isWord && this.#lines.length > 0 && this.#lines.at(-1) !== "") this.#lines.push("");
  }

  #item(): void {
    this.#endLine();
    this.#add("- ");
  }

  #space(): void {
    this.#say(" ");
  }

  #picture({ src = "" }: Attributes): void {
    if (/^cid:/i.test(src)) this.#pictures.add(src.slice("cid:".length));
  }

  /** An address that the text does not say stands behind it. */
  #endLink(): void {
    const link = this.#link;
    this.#link = null;
    if (link === null || !/^https?:\/\//i.test(link.href)) return;
    const said = link.said.trim();
    const bare = (address: string): string => address.replace(/^https?:\/\/|\/$/gi, "").toLowerCase();
    if (said !== "" && bare(said) !== bare(link.href)) this.#add(` (${link.href})`);
  }
}

const isOriginal = ({ id = "", style = "" }: Attributes): boolean =>
  ORIGINAL_IDS.test(id) || WORD_DIVIDER.test(style);

/** The frame of Gmail's quote has the answers between quotes too, so only what is quoted in it counts. */
const isQuote = (name: string, { class: classes = "", type = "" }: Attributes): boolean =>
  name === "blockquote"
    ? type.toLowerCase() === "cite" || QUOTES.test(classes)
    : HEADINGS.test(classes) ||
      /yahoo_quoted|protonmail_quote|tutanota_quote/.test(QUOTES.exec(classes)?.[0] ?? "");

const isHidden = ({ style = "", hidden }: Attributes): boolean =>
  hidden !== undefined || /(?:^|;)\s*display\s*:\s*none/i.test(style);

const isAdded = ({ class: classes = "", id = "" }: Attributes): boolean =>
  SIGNATURES.test(classes) || SIGNATURE_IDS.test(id);
