/** Addresses that stand in a text without any markup. Linear in the length of the text. */
import { CJK_PUNCTUATION, WORD, characterBefore } from "./characters.ts";
import { safeUrl } from "./safe-url.ts";

export interface Address {
  start: number;
  /** The offset after its last unit. */
  end: number;
  href: string;
}

const BEGINNING = /https?:\/\/|www\./gi;
const HOST = /[\p{L}\p{N}[]/uy;
const PLAIN = new RegExp(`[^\\s<>"\`()[\\]{}${CJK_PUNCTUATION}]*`, "uy");
/** Every repetition is bounded, and no match begins within a word, so that a long word is read once. */
const MAIL = /(?<![\w.+-])[a-z0-9][\w.+-]{0,63}@(?:[a-z0-9][a-z0-9-]{0,62}\.){1,8}[a-z]{2,24}(?![\w@-])/gi;
/** Belongs to the sentence around an address, not to the address. */
const SENTENCE = ".,:;!?'*_~|…";
const PAIRS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** The addresses in a text, in its order and without overlaps. Unsafe ones are not in it. */
export function addressesIn(text: string): Address[] {
  const found: Address[] = [];
  let from = 0;
  for (const { 0: scheme, index } of text.matchAll(BEGINNING)) {
    if (index < from || WORD_OF_ASCII.test(characterBefore(text, index))) continue;
    const end = endOf(text, index + scheme.length);
    if (end === null) continue;
    from = end;
    const written = text.slice(index, end);
    const href = safeUrl(scheme.endsWith("/") ? written : `https://${written}`);
    if (href !== null) found.push({ start: index, end, href });
  }
  return merged(found, mailsIn(text));
}

/** The address that a text begins with; null if it does not. */
export function addressAt(text: string): Address | null {
  const scheme = /^(?:https?:\/\/|www\.)/i.exec(text)?.[0];
  const end = scheme === undefined ? null : endOf(text, scheme.length);
  if (scheme === undefined || end === null) return null;
  const written = text.slice(0, end);
  const href = safeUrl(scheme.endsWith("/") ? written : `https://${written}`);
  return href === null ? null : { start: 0, end, href };
}

const WORD_OF_ASCII = /[\w@/.-]/;

function mailsIn(text: string): Address[] {
  if (!text.includes("@")) return [];
  return Array.from(text.matchAll(MAIL), ({ 0: mail, index }) => ({
    start: index,
    end: index + mail.length,
    href: `mailto:${mail}`,
  }));
}

function merged(links: readonly Address[], mails: readonly Address[]): Address[] {
  const both = [...links, ...mails].sort((a, b) => a.start - b.start);
  let end = 0;
  return both.filter((address) => {
    if (address.start < end) return false;
    end = address.end;
    return true;
  });
}

/** Where the address ends whose host begins at `host`; null if there is none. */
function endOf(text: string, host: number): number | null {
  HOST.lastIndex = host;
  if (!HOST.test(text)) return null;
  const rest = text.slice(host, balancedEnd(text, host));
  return host + withoutSentence(hostInOneScript(rest)).length;
}

/** "example.com查看" is a host and the text after it: no top-level domain is written in two scripts. */
function hostInOneScript(rest: string): string {
  const [host = ""] = /^[^/?#]*/.exec(rest) ?? [];
  const label = host.slice(host.lastIndexOf(".") + 1);
  const ascii = /^[\w:-]+/.exec(label)?.[0] ?? "";
  const isMixed = ascii !== "" && ascii.length < label.length && WORD.test(label.slice(ascii.length));
  return isMixed ? rest.slice(0, host.length - label.length + ascii.length) : rest;
}

/** Up to the first closing bracket that was not opened in the address. */
function balancedEnd(text: string, from: number): number {
  const open: string[] = [];
  for (let at = from; ; at += 1) {
    PLAIN.lastIndex = at;
    at += PLAIN.exec(text)?.[0].length ?? 0;
    const character = text.charAt(at);
    const opening = PAIRS[character];
    if (character !== "" && "([{".includes(character)) open.push(character);
    else if (opening === undefined || open.pop() !== opening) return at;
  }
}

function withoutSentence(rest: string): string {
  let end = rest.length;
  while (end > 0 && SENTENCE.includes(rest.charAt(end - 1))) end -= 1;
  return rest.slice(0, end);
}
