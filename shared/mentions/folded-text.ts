/** A text for comparison without case, and where each of its units comes from. */
export interface FoldedText {
  text: string;
  /** For each unit of `text`, the offset of its character in the original; after the last one, the length of the original. */
  origin: readonly number[];
}

/** A character with its accents and vowel signs. */
const CHARACTER = /\P{M}\p{M}*|\p{M}+/gu;

/**
 * Folds each character by itself: composed (NFC), in lower case, every blank as a space, and the four kinds of Turkish `i` as one.
 * Names are typed in any of these forms.
 */
export function foldText(original: string): FoldedText {
  let text = "";
  const origin: number[] = [];
  for (const { 0: character, index } of original.matchAll(CHARACTER)) {
    const folded = foldCharacter(character);
    text += folded;
    for (let unit = 0; unit < folded.length; unit += 1) origin.push(index);
  }
  origin.push(original.length);
  return { text, origin };
}

function foldCharacter(character: string): string {
  const folded = character.normalize("NFC").toLowerCase();
  if (folded.length === 1 && folded <= "\u007f") return folded;
  return folded
    .replace("i\u0307", "i")
    .replace("ı", "i")
    .replace("ς", "σ")
    .replace(/\p{Zs}/u, " ");
}
