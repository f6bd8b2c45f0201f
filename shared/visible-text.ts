/**
 * Removes characters that nobody sees: they carry text past people to a model or past a guard (tags, zero-width characters, direction
 * controls, selectors, fillers). Joiners and selectors stay where they have a meaning: in emoji, in the scripts that need them, in
 * Mongolian and in ideographic variants. Of a run in one place, each kind stays at most once.
 *
 * The classes are those of Unicode 16, DerivedCoreProperties (Default_Ignorable_Code_Point), and the interlinear annotation characters.
 * Visible format characters, such as Arabic number signs, are not among them.
 */
const INVISIBLE =
  "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0" +
  "\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}";

const RUN = new RegExp(`[${INVISIBLE}]+`, "gu");
const AT_END = new RegExp(`[${INVISIBLE}]+$`, "u");

/** The flags of England, Scotland and Wales: a black flag, five tags and an end. All other tags are text in disguise. */
const FLAGS = ["gbeng", "gbsct", "gbwls"].map(
  (region) =>
    [...region].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("") + "\u{e007f}",
);
const BLACK_FLAG = "\u{1f3f4}";

/** `before`: what precedes the text, if that is already final; its last character decides about the first ones. */
export function visibleText(text: string, before = ""): string {
  // Most text has none of them.
  if (text.search(RUN) === -1) return text;
  return text.replace(RUN, (run, at: number) => {
    const previous = lastOf(at === 0 ? before : text.slice(Math.max(0, at - 2), at));
    const next = String.fromCodePoint(text.codePointAt(at + run.length) ?? 0);
    return keptOf(run, previous, next);
  });
}

function keptOf(run: string, previous: string, next: string): string {
  const flag = previous === BLACK_FLAG ? FLAGS.find((tags) => run.startsWith(tags)) : undefined;
  if (flag !== undefined) return flag;
  let kept = "";
  for (const sign of run) {
    if (!kept.includes(sign) && mayStand(sign, lastOf(kept) || previous, next)) kept += sign;
  }
  return kept;
}

const PICTURE = /\p{Extended_Pictographic}/u;
const PICTURE_OR_PART = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u;
const EMOJI = /\p{Emoji}/u;
const IDEOGRAPH = /[\p{Script=Han}\p{Sm}]/u;
const MONGOLIAN = /[\p{Script=Mongolian}\p{Script=Phags_Pa}]/u;
const JAMO = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u;
/** Scripts whose letters change their shape by joiners: Unicode 16, 9.2 (Arabic), 12 (Indic), 23.2. */
const JOINING =
  /[\p{Script_Extensions=Arabic}\p{Script_Extensions=Syriac}\p{Script_Extensions=Devanagari}\p{Script_Extensions=Bengali}\p{Script_Extensions=Gurmukhi}\p{Script_Extensions=Gujarati}\p{Script_Extensions=Oriya}\p{Script_Extensions=Tamil}\p{Script_Extensions=Telugu}\p{Script_Extensions=Kannada}\p{Script_Extensions=Malayalam}\p{Script_Extensions=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Mongolian}\p{Script=Nko}]/u;
/** Scripts without spaces, where a zero-width space ends a word. */
const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const LETTER = /[\p{L}\p{M}]/u;

function mayStand(sign: string, previous: string, next: string): boolean {
  switch (sign) {
    case "\ufe0e":
    case "\ufe0f":
      return EMOJI.test(previous);
    case "\u200d":
      if (PICTURE_OR_PART.test(previous)) return PICTURE.test(next);
      return isJoining(previous);
    case "\u200c":
      return isJoining(previous) && isJoining(next);
    case "\u200b":
      return UNSPACED.test(previous) && UNSPACED.test(next);
    case "\u115f":
    case "\u1160":
      return JAMO.test(previous) || JAMO.test(next);
    default:
      if (sign >= "\u180b" && sign <= "\u180f") return MONGOLIAN.test(previous);
      return isVariant(sign) && IDEOGRAPH.test(previous);
  }
}

/** A joiner shapes letters. Digits and signs of these scripts do not join. */
const isJoining = (sign: string): boolean => JOINING.test(sign) && LETTER.test(sign);

/** Selects a form of an ideograph or of a mathematical sign. */
function isVariant(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  return (code >= 0xfe00 && code <= 0xfe02) || (code >= 0xe0100 && code <= 0xe01ef);
}

function lastOf(text: string): string {
  const last = text.at(-1) ?? "";
  const isLow = last >= "\udc00" && last <= "\udfff";
  return isLow && text.length > 1 ? text.slice(-2) : last;
}

/** The same for text that arrives in pieces. What is invisible at the end of a piece waits for the character after it. */
export class VisibleText {
  #held = "";
  #before = "";

  /** Returns the text that can be shown now. */
  push(piece: string): string {
    const all = this.#held + piece;
    const last = all.charCodeAt(all.length - 1);
    const half = last >= 0xd800 && last <= 0xdbff ? 1 : 0;
    const whole = all.slice(0, all.length - half);
    const waiting = whole.match(AT_END)?.[0].length ?? 0;
    this.#held = bounded(whole.slice(whole.length - waiting)) + all.slice(whole.length);
    return this.#show(whole.slice(0, whole.length - waiting));
  }

  end(): string {
    const rest = this.#held;
    this.#held = "";
    return this.#show(rest);
  }

  #show(text: string): string {
    const shown = visibleText(text, this.#before);
    if (shown !== "") this.#before = shown.slice(-2);
    return shown;
  }
}

/** Characters of a run that are kept as they are: a flag and a few joiners. */
const MAX_HELD = 16;

/** A run without an end keeps of the rest one character of each kind, because no more can stay. */
function bounded(run: string): string {
  if (run.length <= MAX_HELD) return run;
  const signs = [...run];
  return [...signs.slice(0, MAX_HELD), ...new Set(signs.slice(MAX_HELD))].join("");
}
