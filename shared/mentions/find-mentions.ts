/** Finds the members that a text names after an `@`. Server and client use this one function (MENTION-1). */
import type { UserId } from "../ids.ts";
import { MAX_MENTIONS } from "../limits.ts";
import { foldText, type FoldedText } from "./folded-text.ts";
import { AT_SIGN, endOf, type Mentionable, type MentionRange } from "./mention-range.ts";
import { mayBegin, mayEnd } from "./name-boundaries.ts";
import { inSpans, quietSpans } from "./quiet-spans.ts";

/**
 * The mentions in a text, in its order. The longest name counts, in any case. Of several members with that name, those who are written
 * exactly like this are meant; if they are still several, all of them are, with equal ranges. `chosen` are ranges that somebody picked:
 * they are kept where a mention may stand, and nothing is searched inside them.
 */
export function findMentions(
  text: string,
  members: readonly Mentionable[],
  chosen: readonly MentionRange[] = [],
): MentionRange[] {
  if (!AT_SIGN.test(text)) return [];
  const quiet = quietSpans(text);
  const isQuietForChosen = inSpans(quiet);
  const found = [...chosen].sort(byStart).filter(({ start }) => !isQuietForChosen(start));
  const isTaken = inSpans(found.map((range) => ({ start: range.start, end: endOf(range) })));
  const isQuiet = inSpans(quiet);
  const names = indexNames(members);
  const folded = foldText(text);
  let next = 0;
  for (const { index: at } of folded.text.matchAll(/[@＠]/g)) {
    const start = folded.origin[at] ?? 0;
    if (found.length >= MAX_MENTIONS) break;
    if (at < next || isQuiet(start) || isTaken(start) || !mayBegin(text, start)) continue;
    const named = nameAt(text, folded, at + 1, names);
    if (named === null) continue;
    for (const user of named.users) found.push({ start, length: named.end - start, user });
    next = at + 1 + named.length;
  }
  return found.sort(byStart).slice(0, MAX_MENTIONS);
}

const byStart = (a: MentionRange, b: MentionRange): number => a.start - b.start;

interface Label {
  user: UserId;
  written: string;
  folded: string;
}

/** By their first unit, the longest first. */
type Names = ReadonlyMap<string, readonly Label[]>;

function indexNames(members: readonly Mentionable[]): Names {
  const labels = members.flatMap(({ user, name, handle }) =>
    [name, handle ?? ""]
      .filter(Boolean)
      .map((written) => ({ user, written, folded: foldText(written).text })),
  );
  labels.sort((a, b) => b.folded.length - a.folded.length);
  const names = new Map<string, Label[]>();
  for (const label of labels) {
    const key = label.folded.charAt(0);
    names.set(key, [...(names.get(key) ?? []), label]);
  }
  return names;
}

/** `from` and `length` count units of the folded text, `end` is an offset in the original. */
function nameAt(
  text: string,
  folded: FoldedText,
  from: number,
  names: Names,
): { users: UserId[]; length: number; end: number } | null {
  const candidates = names.get(folded.text.charAt(from)) ?? [];
  const longest = candidates.find((label) => {
    const to = from + label.folded.length;
    const end = folded.origin[to];
    const start = folded.origin[from - 1] ?? 0;
    // A name does not end within a character: "Jose" is not the beginning of "José".
    if (end === undefined || end === folded.origin[to - 1]) return false;
    return folded.text.startsWith(label.folded, from) && mayEnd(text, start, end);
  });
  if (longest === undefined) return null;
  const { length } = longest.folded;
  const end = folded.origin[from + length] ?? text.length;
  const written = text.slice(folded.origin[from], end);
  const alike = candidates.filter((label) => label.folded === longest.folded);
  const exact = alike.filter((label) => label.written === written);
  const meant = exact.length > 0 ? exact : alike;
  return { users: [...new Set(meant.map(({ user }) => user))], length, end };
}
