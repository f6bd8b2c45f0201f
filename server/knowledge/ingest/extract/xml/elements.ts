import { decodeReferences, tokensOf } from "./tokens.ts";

export type XmlToken =
  | { type: "text"; text: string }
  | { type: "open"; name: string; source: string }
  | { type: "close"; name: string };

/** Namespace prefixes are ignored: each program may choose its own. */
const TAG = /^<(\/?)(?:[\w.-]+:)?([\w.-]+)/;

/** Yields the elements of a file in order. An empty element yields an opening and a closing token. */
export function* elementsOf(xml: string): Generator<XmlToken> {
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

/** Attributes after this offset in a tag are ignored. UTF-16 units. */
const MAX_TAG = 2_000;
const patterns = new Map<string, RegExp>();

/** The value of an attribute, without regard to its namespace prefix; "" if it is missing. `name` is a constant of the caller. */
export function attributeOf(source: string, name: string): string {
  let pattern = patterns.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)|'([^']*))`);
    patterns.set(name, pattern);
  }
  const [, double, single] = pattern.exec(source.slice(0, MAX_TAG)) ?? [];
  return decodeReferences(double ?? single ?? "");
}
