import { MAX_DOCUMENT_TEXT } from "../../../../../shared/limits.ts";
import { Unreadable, type ExtractedText } from "../extracted.ts";
import { Page } from "../page.ts";

/** Groups whose content is not text. A group that begins with `\*` is dropped too, as the format asks. */
const DROPPED = new Set(
  "colortbl stylesheet info pict object fldinst header headerl headerr headerf footer footerl footerr footerf listtable listoverridetable revtbl rsidtbl generator themedata xmlnstbl filetbl bkmkstart bkmkend".split(
    " ",
  ),
);
/** Code pages of the character sets that a font table names. (RTF 1.9.1, `\fcharset`) */
const CHARSETS: Partial<Record<number, string>> = {
  0: "windows-1252",
  128: "shift_jis",
  129: "euc-kr",
  134: "gbk",
  136: "big5",
  161: "windows-1253",
  162: "windows-1254",
  163: "windows-1258",
  177: "windows-1255",
  178: "windows-1256",
  186: "windows-1257",
  204: "windows-1251",
  222: "windows-874",
  238: "windows-1250",
};
const CODE_PAGES: Partial<Record<number, string>> = {
  932: "shift_jis",
  936: "gbk",
  949: "euc-kr",
  950: "big5",
  65001: "utf-8",
};
const SIGNS: Partial<Record<string, string>> = {
  emdash: "—",
  endash: "–",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  "~": " ",
  _: "\u2011",
  tab: " ",
};
const MAX_DEPTH = 1_000;

interface Group {
  isDropped: boolean;
  isHidden: boolean;
  isFontTable: boolean;
  /** Bytes that follow each `\u` for readers that do not know it. */
  skips: number;
  font: number;
}

/** Control words, control signs, bytes in hex, braces, and runs of text. */
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)/giy;

/** Extracts the text of a Rich Text file. (RTF 1.9.1) `raw` has one character for each byte. */
export function extractRtf(raw: string): ExtractedText {
  if (raw.length > 4 * MAX_DOCUMENT_TEXT) throw new Unreadable("too_long");
  return new RtfReader().read(raw);
}

class RtfReader {
  readonly #page = new Page();
  readonly #fonts = new Map<number, string>();
  #codePage = "windows-1252";
  #group: Group = { isDropped: false, isHidden: false, isFontTable: false, skips: 1, font: -1 };
  readonly #groups: Group[] = [];
  /** Bytes of one code page that are not decoded yet: characters of Chinese have two. */
  #bytes: number[] = [];
  #skip = 0;
  #isStart = false;

  read(raw: string): ExtractedText {
    this.#page.open("p");
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(raw); match !== null; match = TOKEN.exec(raw)) {
      const [, word, number, hex, sign, brace, text] = match;
      if (hex !== undefined) this.#byte(parseInt(hex, 16));
      else if (text !== undefined) this.#text(text);
      else {
        // A line break between the two bytes of a character is not text.
        if (word !== undefined || sign !== undefined || brace !== undefined) this.#flush();
        if (brace === "{") this.#openGroup();
        else if (brace === "}") this.#closeGroup();
        else if (word !== undefined) this.#control(word, number === undefined ? null : Number(number));
        else if (sign !== undefined) this.#sign(sign);
      }
      if (brace !== "{" && sign !== "*") this.#isStart = false;
    }
    this.#flush();
    return this.#page.build();
  }

  #openGroup(): void {
    if (this.#groups.length > MAX_DEPTH) throw new Unreadable("not_readable");
    this.#groups.push(this.#group);
    this.#group = { ...this.#group };
    this.#isStart = true;
  }

  #closeGroup(): void {
    this.#group = this.#groups.pop() ?? this.#group;
  }

  #sign(sign: string): void {
    if (sign === "*" && this.#isStart) this.#group.isDropped = true;
    else if (sign === "\n" || sign === "\r") this.#page.open("p");
    else if (sign === "\\" || sign === "{" || sign === "}") this.#text(sign);
    else this.#write(SIGNS[sign] ?? "");
  }

  #control(word: string, number: number | null): void {
    if (this.#isStart && word === "fonttbl") {
      this.#group.isDropped = true;
      this.#group.isFontTable = true;
    } else if (this.#isStart && DROPPED.has(word)) this.#group.isDropped = true;
    switch (word) {
      case "ansicpg":
        this.#codePage = CODE_PAGES[number ?? 0] ?? `windows-${number}`;
        break;
      case "f":
        this.#group.font = number ?? -1;
        break;
      case "fcharset":
        if (this.#group.isFontTable)
          this.#fonts.set(this.#group.font, CHARSETS[number ?? 0] ?? "windows-1252");
        break;
      case "uc":
        this.#group.skips = Math.min(4, Math.max(0, number ?? 1));
        break;
      case "u":
        this.#write(String.fromCharCode(((number ?? 0) + 65_536) % 65_536));
        this.#skip = this.#group.skips;
        break;
      case "v":
        this.#group.isHidden = number !== 0;
        break;
      case "plain":
        this.#group.isHidden = false;
        break;
      case "par":
      case "sect":
      case "page":
        this.#open("p");
        break;
      case "line":
      case "row":
        this.#open("br");
        break;
      case "trowd":
        this.#open("tr");
        break;
      case "cell":
      case "nestcell":
        this.#write(" | ");
        break;
      default:
        this.#write(SIGNS[word] ?? "");
    }
  }

  #open(name: string): void {
    if (!this.#group.isDropped) this.#page.open(name);
  }

  #text(text: string): void {
    for (let at = 0; at < text.length; at++) this.#byte(text.charCodeAt(at));
  }

  #byte(byte: number): void {
    if (this.#skip > 0) this.#skip -= 1;
    else if (!this.#group.isDropped && !this.#group.isHidden) this.#bytes.push(byte & 0xff);
  }

  #flush(): void {
    if (this.#bytes.length === 0) return;
    const bytes = Uint8Array.from(this.#bytes);
    this.#bytes = [];
    this.#page.text(decoderOf(this.#fonts.get(this.#group.font) ?? this.#codePage).decode(bytes));
  }

  #write(text: string): void {
    if (text !== "" && !this.#group.isDropped && !this.#group.isHidden) this.#page.text(text);
  }
}

const decoders = new Map<string, TextDecoder>();

function decoderOf(name: string): TextDecoder {
  const known = decoders.get(name);
  if (known !== undefined) return known;
  try {
    const decoder = new TextDecoder(name);
    decoders.set(name, decoder);
    return decoder;
  } catch {
    return decoderOf("windows-1252");
  }
}
