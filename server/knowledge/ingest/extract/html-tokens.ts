/** Splits HTML into tags and text in one pass: enough to extract text, not a full parser. */

export type Token = { type: "text"; text: string } | { type: "tag"; source: string };

/** Raw text elements: inside them only their own end tag is a tag. */
const RAW = /^<(script|style|textarea|title|xmp|iframe|noembed|noframes)\b/i;

export function* tokensOf(html: string): Generator<Token> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open === -1) return yield { type: "text", text: html.slice(at) };
    if (open > at) yield { type: "text", text: html.slice(at, open) };
    const next = html[open + 1] ?? "";
    if (html.startsWith("<!--", open)) {
      at = after(html, "-->", open + 4);
    } else if (next === "!" || next === "?") {
      at = after(html, ">", open + 2);
    } else if (/[a-z/]/i.test(next)) {
      const end = tagEnd(html, open + 1);
      const source = html.slice(open, end);
      yield { type: "tag", source };
      at = end;
      const raw = RAW.exec(source.slice(0, 20))?.[1];
      if (raw !== undefined && !source.endsWith("/>")) {
        const close = indexOfClosing(html, raw.toLowerCase(), end);
        if (close > end) yield { type: "text", text: html.slice(end, close) };
        at = close;
      }
    } else {
      yield { type: "text", text: "<" };
      at = open + 1;
    }
  }
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at === -1 ? html.length : at + mark.length;
}

/** Offset after the `>` that is not inside quotes. */
function tagEnd(html: string, from: number): number {
  let quote = "";
  for (let at = from; at < html.length; at++) {
    const char = html[at] ?? "";
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === ">") return at + 1;
    else if ((char === '"' || char === "'") && html[at - 1] === "=") quote = char;
  }
  return html.length;
}

function indexOfClosing(html: string, name: string, from: number): number {
  for (let at = html.indexOf("</", from); at !== -1; at = html.indexOf("</", at + 2))
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at;
  return html.length;
}

export interface Tag {
  name: string;
  isOpening: boolean;
  isSelfClosing: boolean;
  isHidden: boolean;
}

const TAG = /^<(\/?)([a-z][a-z0-9:-]*)/i;
const HIDING_STYLE =
  /(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d]*[1-9])|font-size\s*:\s*0(?![.\d]*[1-9])|clip-path\s*:|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{4,})/i;
const ATTRIBUTE = /([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?/g;
/** Attributes after this offset in a tag are ignored. UTF-16 units. */
const MAX_TAG = 10_000;

export function readTag(source: string): Tag | null {
  const match = TAG.exec(source);
  if (match === null) return null;
  const [start, slash, name = ""] = match;
  return {
    name: name.toLowerCase(),
    isOpening: slash === "",
    isSelfClosing: source.endsWith("/>"),
    isHidden: isHidden(source.slice(start.length, MAX_TAG)),
  };
}

function isHidden(attributes: string): boolean {
  for (const [, name = "", value = ""] of attributes.matchAll(ATTRIBUTE)) {
    const plain = value.replace(/^["']|["']$/g, "");
    if (/^hidden$/i.test(name)) return true;
    if (/^aria-hidden$/i.test(name) && /^true$/i.test(plain)) return true;
    if (/^style$/i.test(name) && HIDING_STYLE.test(plain)) return true;
  }
  return false;
}
