/**
 * Imitates Llama Guard 3 with a short list of phrases for some of its 14 classes. It finds only obvious cases; it does not
 * replace the judgement of a model with eight billion parameters.
 */
import type { ChatMessage } from "./chat-input.ts";

const PHRASES: [category: string, phrase: RegExp][] = [
  ["S1", /\b(?:kill|murder|stab|shoot)\s+(?:him|her|them|you|my|your|everyone)\b/],
  [
    "S2",
    /\b(?:launder money|steal a car|pick (?:a|the) lock of|shoplift|forge (?:a )?(?:passport|cheque|check))\b/,
  ],
  ["S4", /\b(?:child|minor)s? (?:porn|sexual)/],
  [
    "S9",
    /\b(?:build|make|assemble)\s+(?:a |an |the )?(?:pipe |nail |dirty )?(?:bomb|explosive|nerve (?:gas|agent)|bioweapon)/,
  ],
  [
    "S10",
    /\b(?:exterminate|subhuman|vermin)\b.*\b(?:people|race|religion|immigrants|jews|muslims|christians|blacks|whites)\b/,
  ],
  [
    "S10",
    /\b(?:all|those)\s+(?:jews|muslims|christians|blacks|whites|immigrants|gays)\s+(?:are|must|should)\b/,
  ],
  ["S11", /\b(?:kill|hang|cut|hurt)\s+(?:myself|yourself)\b|\bcommit suicide\b/],
  ["S12", /\b(?:explicit|hardcore)\s+(?:porn|sex)/],
];

/** `4` for `a`, `!` for `i`: substitutions that people use to bypass a word list. */
const LOOKALIKES: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** Returns `safe`, or `unsafe` and a line of classes. `marks`: scripted mode, in which `#unsafe S10` is unsafe in class S10. */
export function judge(messages: ChatMessage[], marks: boolean): string {
  // The guard judges the last message; earlier messages are only context.
  const text = messages.at(-1)?.content ?? "";
  const found = new Set(
    PHRASES.filter(([, phrase]) => phrase.test(plain(text)) || phrase.test(text.toLowerCase())).map(
      ([name]) => name,
    ),
  );
  if (marks)
    for (const [, name] of text.matchAll(/#unsafe\s+(S\d+)/g)) if (name !== undefined) found.add(name);
  return found.size === 0 ? "\n\nsafe" : `\n\nunsafe\n${[...found].join(",")}`;
}

function plain(text: string): string {
  const lower = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return lower
    .replace(/[013457@$!]/g, (sign) => LOOKALIKES[sign] ?? sign)
    .replace(/(?<=\w)[.*_-](?=\w)/g, "");
}

/** A failure that the scripted mode asks for. */
export function guardFailure(messages: ChatMessage[]): "down" | "hang" | null {
  const text = messages.at(-1)?.content ?? "";
  const failure = text.match(/#guard (down|hang)/)?.[1];
  return failure === "down" || failure === "hang" ? failure : null;
}
