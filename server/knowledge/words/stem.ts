/** Porter's stemmer ("An algorithm for suffix stripping", 1980), the same as FTS5's `porter`. For lower-case English words. */
export function stem(word: string): string {
  if (word.length < 3 || word.length > MAX_WORD_LENGTH || !/^[a-z]+$/.test(word)) return word;
  return STEPS.reduce((rest, step) => step(rest), word);
}

/** Longer strings are not stemmed. UTF-16 units. */
const MAX_WORD_LENGTH = 40;

/** Letters as c (consonant) and v (vowel). A `y` after a consonant is a vowel. */
function shape(word: string): string {
  let letters = "";
  for (const letter of word) {
    const isVowel = "aeiou".includes(letter) || (letter === "y" && letters.endsWith("c"));
    letters += isVowel ? "v" : "c";
  }
  return letters;
}

/** Number of vowel-consonant sequences. */
const measure = (word: string): number => shape(word).match(/v+c+/g)?.length ?? 0;
const hasVowel = (word: string): boolean => shape(word).includes("v");
const endsDouble = (word: string): boolean => /(.)\1$/.test(word) && shape(word).endsWith("c");
const endsShort = (word: string): boolean => shape(word).endsWith("cvc") && !/[wxy]$/.test(word);

function plural(word: string): string {
  if (/(?:ss|i)es$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function past(word: string): string {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const rest = word.endsWith("ed") ? word.slice(0, -2) : word.endsWith("ing") ? word.slice(0, -3) : null;
  if (rest === null || !hasVowel(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (endsDouble(rest) && !/[lsz]$/.test(rest)) return rest.slice(0, -1);
  return measure(rest) === 1 && endsShort(rest) ? `${rest}e` : rest;
}

function terminalY(word: string): string {
  return word.endsWith("y") && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

const LONG: [suffix: string, becomes: string][] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["izer", "ize"],
  ["bli", "ble"],
  ["alli", "al"],
  ["entli", "ent"],
  ["eli", "e"],
  ["ousli", "ous"],
  ["ization", "ize"],
  ["ation", "ate"],
  ["ator", "ate"],
  ["alism", "al"],
  ["iveness", "ive"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["aliti", "al"],
  ["iviti", "ive"],
  ["biliti", "ble"],
  ["logi", "log"],
];
const MEDIUM: [suffix: string, becomes: string][] = [
  ["icate", "ic"],
  ["ative", ""],
  ["alize", "al"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ful", ""],
  ["ness", ""],
];

const longSuffix = (word: string): string => replaced(word, LONG);
const mediumSuffix = (word: string): string => replaced(word, MEDIUM);

function replaced(word: string, suffixes: [suffix: string, becomes: string][]): string {
  const [suffix, becomes] = suffixes.find(([end]) => word.endsWith(end)) ?? ["", ""];
  const rest = word.slice(0, word.length - suffix.length);
  return suffix !== "" && measure(rest) > 0 ? rest + becomes : word;
}

const LAST =
  /(?:al|ance|ence|er|ic|able|ible|ant|ement|(?<!e)ment|(?<!em)ent|(?<=[st])ion|ou|ism|ate|iti|ous|ive|ize)$/;

function lastSuffix(word: string): string {
  const suffix = LAST.exec(word)?.[0] ?? "";
  const rest = word.slice(0, word.length - suffix.length);
  return suffix !== "" && measure(rest) > 1 ? rest : word;
}

function terminalE(word: string): string {
  if (!word.endsWith("e")) return word;
  const rest = word.slice(0, -1);
  return measure(rest) > 1 || (measure(rest) === 1 && !endsShort(rest)) ? rest : word;
}

function doubleL(word: string): string {
  return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word;
}

const STEPS = [plural, past, terminalY, longSuffix, mediumSuffix, lastSuffix, terminalE, doubleL];
