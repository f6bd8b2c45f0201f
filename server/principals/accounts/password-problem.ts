/** Passwords that are tried first by whoever guesses, each with the sentence that the person reads. */
import passwords from "@zxcvbn-ts/language-common/src/passwords.json" with { type: "json" };
import { messageText } from "../../../shared/text.ts";

/** The person who chooses the password. */
export interface PasswordOwner {
  name: string;
  email: string;
  /** Names of the person's organizations. */
  organizations: readonly string[];
}

/** The 49,233 most common passwords of zxcvbn-ts, in lower case. */
const common = new Set(passwords);

/** What remains of a password besides well-known parts must be at least this long, or the password is one of these parts. */
const MIN_REST = 5;
/** A shorter word may be part of a good password by chance. */
const MIN_WORD = 3;
/** Fewer different characters are a pattern, such as `abababab`. */
const MIN_DIFFERENT = 4;

/** Why this is no password, as a sentence for the person; null if it is one. Its length is checked by better-auth. */
export function passwordProblem(password: string, owner: PasswordOwner): string | null {
  if (messageText(password) === "") return "A password of blanks is easy to guess. Choose another one.";
  const folded = fold(password);
  if (isPattern(folded)) return "This password repeats itself or is a row of keys. Choose another one.";
  if (common.has(folded) || common.has(core(folded)))
    return "This is one of the passwords that many people use, so it is tried first. Choose another one.";
  if (isMadeOf(folded, wordsOf(owner)))
    return "This password is made of your name, your address or your organization. Choose another one.";
  return null;
}

/** Keyboards and capitals make no difference to whoever guesses. */
const fold = (text: string): string => text.normalize("NFKC").toLowerCase();

/** Without the few digits and signs around the word, as in `Summer2026!`. */
function core(folded: string): string {
  const word = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  return folded.length - word.length < MIN_REST ? word : folded;
}

function isPattern(folded: string): boolean {
  const characters = Array.from(folded);
  if (new Set(characters).size < MIN_DIFFERENT) return true;
  if (/^(.{1,6})\1+$/su.test(folded)) return true;
  const steps = characters
    .slice(1)
    .map((character, i) => (character.codePointAt(0) ?? 0) - (characters[i]?.codePointAt(0) ?? 0));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

/** The longest first, so that an address is taken out as a whole. */
function wordsOf({ name, email, organizations }: PasswordOwner): string[] {
  const [local = "", domain = ""] = email.split("@");
  const whole = [email, local, domain, name, ...organizations, "parley"].map(fold);
  const parts = whole.flatMap((text) => [
    text,
    text.replace(/[^\p{L}\p{N}]/gu, ""),
    ...text.split(/[^\p{L}\p{N}]+/u),
  ]);
  return [...new Set(parts)].filter((word) => word.length >= MIN_WORD).sort((a, b) => b.length - a.length);
}

function isMadeOf(folded: string, words: readonly string[]): boolean {
  const rest = words.reduce((left, word) => left.replaceAll(word, ""), folded);
  return rest !== folded && rest.replace(/[^\p{L}\p{N}]/gu, "").length < MIN_REST;
}
