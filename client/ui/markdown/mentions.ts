import type { Inline } from "./ast.ts";

/** Splits a text at every `@name` of the given names; the longest name wins where one begins with another. */
export function markMentions(text: string, names: readonly string[]): Inline[] {
  if (names.length === 0 || !text.includes("@")) return [{ type: "text", text }];
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(mentionPattern(names))) {
    if (match.index > from) found.push({ type: "text", text: text.slice(from, match.index) });
    found.push({ type: "mention", text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ type: "text", text: text.slice(from) });
  return found;
}

/**
 * `@name` that neither continues a word (an e-mail address) nor is continued by one ("@Ada" in "@Adam"). Vowel signs and accents
 * (`\p{M}`) are parts of words.
 */
export function mentionPattern(names: readonly string[]): RegExp {
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const anyName = longestFirst.map(escaped).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])@(?:${anyName})(?![\\p{L}\\p{N}\\p{M}])`, "gu");
}

/** The syntax characters of a pattern and nothing else: with the `u` flag an escape of any other character, such as `-`, is a syntax error. */
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
