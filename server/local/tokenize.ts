/** Splits a text into words and sentences for simple search. */

const STOPWORDS = new Set(
  `a about above after again all am an and any are as at be because been before being below between both but by can could did
do does doing done down during each few for from further had has have having he her here hers him his how i if in into is it
its itself just let me more most my myself no nor not now of off on once only or other our ours out over own please same she
should so some such tell than that the their theirs them then there these they this those through to too under until up us
very was we were what when where which while who whom whose why will with would you your yours say says said saying know think
anyone someone anything something everything room conversation discussed talked mention mentioned
der die das und oder ist sind war ein eine einer einen nicht mit von zu im in den dem des auf für was wer wie wo wann warum hat
haben ich du er sie es wir ihr mir dir uns über`.split(/\s+/),
);

export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize("NFKC")
      .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu) ?? []
  );
}

/** Words without stop words and without endings. */
export function contentWords(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !STOPWORDS.has(word))
    .map(stem)
    .filter((word) => word.length > 1 || /\p{N}|[^\x00-\x7f]/u.test(word));
}

/** Removes plurals and the most common endings. In such a small collection a full stemmer would not find more. */
export function stem(word: string): string {
  const bare = word.replace(/['’]s?$/, "");
  if (bare.length > 5 && bare.endsWith("ies")) return `${bare.slice(0, -3)}y`;
  if (bare.length > 6 && bare.endsWith("ing")) return withoutDoubleConsonant(bare.slice(0, -3));
  if (bare.length > 5 && bare.endsWith("ed")) return withoutDoubleConsonant(bare.slice(0, -2));
  if (bare.length > 4 && /(?:[sxz]|ch|sh)es$/.test(bare)) return bare.slice(0, -2);
  if (bare.length > 3 && bare.endsWith("s") && !bare.endsWith("ss")) return bare.slice(0, -1);
  return bare.length > 4 && bare.endsWith("e") ? bare.slice(0, -1) : bare;
}

function withoutDoubleConsonant(word: string): string {
  return /([bdgmnprt])\1$/.test(word)
    ? word.slice(0, -1)
    : word.length > 4 && word.endsWith("e")
      ? word.slice(0, -1)
      : word;
}

export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?…。！？])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}
