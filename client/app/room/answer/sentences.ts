/** A sentence ends here: a mark and a space after it, or the end of a line. */
const END = /[.!?…:](?=\s)|[。！？]|\n/gu;

/** How much of a text that still grows is whole sentences, in UTF-16 units. Code is told when its fence is closed. */
export function wholeSentences(text: string): number {
  let end = 0;
  for (const match of text.matchAll(END)) end = match.index + match[0].length;
  const fences = [...text.slice(0, end).matchAll(/^(?:```|~~~)/gm)];
  return fences.length % 2 === 1 ? (fences.at(-1)?.index ?? end) : end;
}

/** As it is said aloud: code only by name, no marks, a link by its words, no numbers of sources. */
export function spoken(text: string): string {
  return text
    .replace(/^(?:```|~~~)[\s\S]*?^(?:```|~~~)[ \t]*$/gm, "Code.")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[ \t]*\[\d{1,3}\]/g, "")
    .replace(/^[ \t]*(?:#{1,6}|[-*+>]|\|)[ \t]*/gm, "")
    .replace(/[*_`~|]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
