import { tokensOf } from "./html-tokens.ts";

export type WordToken =
  | { type: "text"; text: string }
  | { type: "open"; name: string; source: string }
  | { type: "close"; name: string };

/** Prefixes of namespaces are left out: each program may choose its own. */
const TAG = /^<(\/?)(?:[\w.-]+:)?([\w.-]+)/;

/** What stands in a part, in order and one at a time: no tree is made. An empty element opens and closes. */
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
/** The attributes of an element that is read are short. */
const MAX_TAG = 2_000;

export function attributeOf(source: string, name: keyof typeof ATTRIBUTES): string {
  return ATTRIBUTES[name].exec(source.slice(0, MAX_TAG))?.[1] ?? "";
}

/** Whether a property that may be switched off again, like `<w:vanish w:val="0"/>`, is on. */
export function isOn(source: string): boolean {
  return !/^(?:0|false|off)$/.test(attributeOf(source, "val"));
}
