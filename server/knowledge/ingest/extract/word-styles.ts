import { attributeOf, elementsOf, isOn } from "./word-elements.ts";

/** What a style says about a paragraph or its words. */
export interface WordStyle {
  /** Heading level 1 to 6; 0 for no heading. */
  level: number;
  isListed: boolean;
  isHidden: boolean;
}

export const PLAIN: WordStyle = { level: 0, isListed: false, isHidden: false };

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
      else if (name === "numId") style.isListed = attributeOf(source, "val") !== "0";
      else if (name === "vanish") style.isHidden = isOn(source);
    }
  }

  find(id: string): WordStyle {
    return this.#byId.get(id) ?? { ...PLAIN, level: levelOf(id) };
  }
}

function levelOf(name: string): number {
  const match = HEADING.exec(name);
  return match === null ? 0 : Number(match[1] ?? 1);
}
