import { attributeOf, elementsOf } from "../xml/elements.ts";

/** What a style says about a paragraph or its words. */
export interface WordStyle {
  /** Heading level 1 to 6; 0 for no heading. */
  level: number;
  /** The list that numbers it; null for none. */
  list: string | null;
  /** Its level in the list, from 0; null if the style does not say. */
  depth: number | null;
  isHidden: boolean;
}

export const PLAIN: WordStyle = { level: 0, list: null, depth: null, isHidden: false };

/** The names are the same in all languages of Word. Pages names its only heading style "Heading". */
const HEADING = /^heading ?([1-6])?$/i;

export class WordStyles {
  readonly #byId = new Map<string, WordStyle>();

  /** Reads `word/styles.xml`. If an id occurs twice, the first style counts. */
  read(xml: string): void {
    let style = { ...PLAIN };
    for (const token of elementsOf(xml)) {
      if (token.type !== "open") continue;
      const { name, source } = token;
      if (name === "style") {
        const id = attributeOf(source, "styleId");
        style = { ...PLAIN, level: levelOf(id) };
        if (!this.#byId.has(id)) this.#byId.set(id, style);
      } else if (name === "name") style.level ||= levelOf(attributeOf(source, "val"));
      else if (name === "numId") style.list = listOf(attributeOf(source, "val"));
      else if (name === "ilvl") style.depth = Number(attributeOf(source, "val")) || 0;
      else if (name === "vanish") style.isHidden = isOn(source);
    }
  }

  find(id: string): WordStyle {
    return this.#byId.get(id) ?? { ...PLAIN, level: levelOf(id) };
  }
}

/** List 0 takes a paragraph out of its style's list. */
export const listOf = (id: string): string | null => (id === "" || id === "0" ? null : id);

/** Whether a property is on. It can be switched off, as in `<w:vanish w:val="0"/>`. */
export function isOn(source: string): boolean {
  return !/^(?:0|false|off)$/.test(attributeOf(source, "val"));
}

function levelOf(name: string): number {
  const match = HEADING.exec(name);
  return match === null ? 0 : Number(match[1] ?? 1);
}
