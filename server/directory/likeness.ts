/** Names that look alike, by Unicode's table of confusable characters (UTS #39), as unhomoglyph ships it. */
import confusables from "unhomoglyph/data.json" with { type: "json" };

const prototypes = new Map<string, string>(Object.entries(confusables));

/**
 * Keys of how a name looks. Two names look alike if they share a key. This is UTS #39's skeleton, without case, marks, signs and spaces. It is
 * made of the name in lower case and of the name as it is, because Cyrillic capitals are like other Latin letters than the small ones.
 */
export function likenessOf(name: string): string[] {
  const plain = name.normalize("NFKD");
  return [...new Set([keyOf(plain.toLowerCase()), keyOf(plain)])];
}

export function looksLike(one: string, other: string): boolean {
  const keys = likenessOf(other);
  return likenessOf(one).some((key) => keys.includes(key));
}

function keyOf(text: string): string {
  const skeleton = Array.from(text, (character) => prototypes.get(character) ?? character).join("");
  const folded = skeleton
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    // A capital I is like an l.
    .replace(/[i1]/g, "l");
  // A name of signs or emoji alone.
  return folded === "" ? text : folded;
}
