import { tokensOf } from "./html-tokens.ts";

export type WordToken =
  | { type: "text"; text: string }
  | { type: "open"; name: string; source: string }
  | { type: "close"; name: string };

/** Namespace prefixes are ignored: each program may choose its own. */
const TAG = /^<(\/?)(?:[\w.-]+:)?([\w.-]+)/;

/** Yields the elements of a part in order, without building a tree. An empty element yields an opening and a closing token. */
export function* elementsOf(xml: string): Generator<WordToken> {
  for (const token of tokensOf(xml)) {
    if (token.type === "text") {
      yield token;
      continue;
    }
    const { source } = token;
    const [, slash, name = ""] = TAG.exec(source) ?? [];
    if (slash === "") yield { type: "open", name, source };
    if (slash === "/" || source.endsWith("/>")) yield { type: "close", name };
  }
}

const ATTRIBUTES = {
  val: /\s(?:[\w.-]+:)?val\s*=\s*["']([^"']*)/,
  id: /\s(?:[\w.-]+:)?id\s*=\s*["']([^"']*)/,
  styleId: /\s(?:[\w.-]+:)?styleId\s*=\s*["']([^"']*)/,
};
/** Attributes after this offset in a tag are ignored. UTF-16 units. */
const MAX_TAG = 2_000;

export function attributeOf(source: string, name: keyof typeof ATTRIBUTES): string {
  return ATTRIBUTES[name].exec(source.slice(0, MAX_TAG))?.[1] ?? "";
}

/** Whether a property is on. It can be switched off, as in `<w:vanish w:val="0"/>`. */
export function isOn(source: string): boolean {
  return !/^(?:0|false|off)$/.test(attributeOf(source, "val"));
}
