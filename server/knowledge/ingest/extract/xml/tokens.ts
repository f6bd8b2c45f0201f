/** Splits XML into tags and text in one pass, without building a tree: enough to extract text, not a validating parser. */

export type Token = { type: "text"; text: string } | { type: "tag"; source: string };

/** Text comes decoded. Comments, declarations and processing instructions are left out. */
export function* tokensOf(xml: string): Generator<Token> {
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf("<", at);
    if (open === -1) return yield { type: "text", text: decodeReferences(xml.slice(at)) };
    if (open > at) yield { type: "text", text: decodeReferences(xml.slice(at, open)) };
    const next = xml[open + 1] ?? "";
    if (xml.startsWith("<!--", open)) at = after(xml, "-->", open + 4);
    else if (xml.startsWith(CDATA, open)) {
      at = after(xml, "]]>", open + CDATA.length);
      yield { type: "text", text: xml.slice(open + CDATA.length, at).replace(/\]\]>$/, "") };
    } else if (next === "!" || next === "?") at = after(xml, ">", open + 2);
    else if (/[a-z/_]/i.test(next)) {
      const end = tagEnd(xml, open + 1);
      yield { type: "tag", source: xml.slice(open, end) };
      at = end;
    } else {
      yield { type: "text", text: "<" };
      at = open + 1;
    }
  }
}

const CDATA = "<![CDATA[";

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  return at === -1 ? xml.length : at + mark.length;
}

/** Offset after the `>` that is not inside quotes. */
function tagEnd(xml: string, from: number): number {
  let quote = "";
  for (let at = from; at < xml.length; at++) {
    const char = xml[at] ?? "";
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === ">") return at + 1;
    else if ((char === '"' || char === "'") && xml[at - 1] === "=") quote = char;
  }
  return xml.length;
}

const NAMED: Partial<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The five names that XML defines and numeric references. Unknown names stay unchanged. (https://www.w3.org/TR/xml/#sec-references) */
export function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = decimal === undefined ? parseInt(hex, 16) : Number(decimal);
    return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? "\ufffd" : String.fromCodePoint(code);
  });
}
