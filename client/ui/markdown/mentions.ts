import type { Inline } from "./ast.ts";

/** Splits a text at every `@name` of the given names. If one name begins with another, the longest match counts. */
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
 * Matches `@name` that is not part of a longer word, such as an e-mail address or "@Adam" for "@Ada". Vowel signs and accents
 * (`\p{M}`) count as parts of words.
 */
export function mentionPattern(names: readonly string[]): RegExp {
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const anyName = longestFirst.map(escaped).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])@(?:${anyName})(?![\\p{L}\\p{N}\\p{M}])`, "gu");
}

/**
 * Escapes only the syntax characters of a pattern: with the `u` flag, escaping any other character, such as `-`, is a syntax
 * error.
 */
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
