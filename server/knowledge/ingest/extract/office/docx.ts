import type { ExtractedText } from "../extracted.ts";
import type { Parts } from "./parts.ts";
import { WordNumbers } from "./word-numbers.ts";
import { WordReader } from "./word-reader.ts";
import { WordStyles } from "./word-styles.ts";

/**
 * Extracts the text of a Word document: its body with clause numbers, equations and references to notes, then headers and footers once
 * each, notes and comments. Embedded files are not unpacked. `main` is the path of the body: SharePoint names it `word/document2.xml`.
 * (ECMA-376, part 1, chapter 17)
 */
export async function extractDocx(parts: Parts, main: string): Promise<ExtractedText> {
  const relations = await parts.relations(main);
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const partsOf = (type: string): string[] => {
    const named = relations.filter((one) => one.type === type).map(({ part }) => part);
    // Some programs write the part without a reference to it.
    const usual = parts.has(`${folder}${type}.xml`) ? [`${folder}${type}.xml`] : [];
    return [...new Set(named.length > 0 ? named : usual)];
  };
  const styles = new WordStyles();
  for (const part of partsOf("styles")) styles.read(await parts.xml(part));
  const numbers = new WordNumbers();
  for (const part of partsOf("numbering")) numbers.read(await parts.xml(part));
  const reader = new WordReader(styles, numbers);
  reader.read(await parts.xml(main));
  for (const type of ["footnotes", "endnotes", "comments"])
    for (const part of partsOf(type)) reader.read(await parts.xml(part));
  // A long document repeats its header in each of its sections.
  const edges = new Set<string>();
  for (const part of [...partsOf("header"), ...partsOf("footer")]) {
    const xml = await parts.xml(part);
    if (!edges.has(xml)) reader.read(xml);
    edges.add(xml);
  }
  return reader.build();
}
