/** What may stand before the `@` of a mention, and after its name. */

/** Letters of scripts that are written without spaces, or, in Korean, with particles after the name. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}]/u;
const WORD = /[\p{L}\p{N}\p{M}_]/u;
/** The local part of a mail address is written in letters that have a case, and in digits. */
const OF_ADDRESS = /[\p{Cased}\p{N}_]/u;
/** Continues the character before it: joiners of emoji and of scripts, and colours of skin. */
const CONTINUES = /[\u200c\u200d\p{M}\p{Emoji_Modifier}]/u;
/** After the name in an address. */
const DOMAIN = /^\.[\p{L}\p{N}]/u;

/** Whether an `@` at this offset may begin a mention: it does not in `ada@example.org`, and it does in `请问@Ada`. */
export function mayBegin(text: string, at: number): boolean {
  return !OF_ADDRESS.test(baseBefore(text, at));
}

/**
 * Whether the name of a mention that begins at `start` may end at `end`: "Ada" does not in "Adam" and "Ada2", and it does in "Ada你好". A
 * name between a letter and a dot with a letter is the domain of an address.
 */
export function mayEnd(text: string, start: number, end: number): boolean {
  const after = characterAt(text, end);
  if (after === "") return true;
  if (DOMAIN.test(text.slice(end, end + 3)) && WORD.test(baseBefore(text, start))) return false;
  if (CONTINUES.test(after)) return false;
  if (!WORD.test(after)) return true;
  return UNSPACED.test(after) || UNSPACED.test(baseBefore(text, end));
}

/** The letter before an offset, without its accents and vowel signs. */
function baseBefore(text: string, offset: number): string {
  let at = offset;
  let before = "";
  do {
    before = characterBefore(text, at);
    at -= before.length;
  } while (before !== "" && /\p{M}/u.test(before));
  return before;
}

function characterBefore(text: string, offset: number): string {
  const pair = text.slice(Math.max(0, offset - 2), offset);
  return pair.length === 2 && pair.isWellFormed() && /^[\ud800-\udbff]/.test(pair) ? pair : pair.slice(-1);
}

function characterAt(text: string, offset: number): string {
  const code = text.codePointAt(offset);
  return code === undefined ? "" : String.fromCodePoint(code);
}
