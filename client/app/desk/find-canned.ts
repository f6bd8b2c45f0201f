import type { CannedAnswer } from "../../../shared/canned.ts";

/** The answers that fit what was typed, the best first; of equal ones those of the visitor's language. */
export function findCanned(
  answers: readonly CannedAnswer[],
  typed: string,
  visitorLanguage: string,
): CannedAnswer[] {
  const asked = folded(typed);
  const [language = ""] = visitorLanguage.toLowerCase().split("-");
  return answers
    .flatMap((answer) => {
      const rank = rankOf(answer, asked);
      const isTheirs = answer.language?.toLowerCase().split("-")[0] === language;
      return rank === null ? [] : [{ answer, rank, theirs: isTheirs ? 0 : answer.language === null ? 1 : 2 }];
    })
    .sort((a, b) => a.rank - b.rank || a.theirs - b.theirs)
    .map(({ answer }) => answer);
}

function rankOf({ shortcut, title, text }: CannedAnswer, asked: string): number | null {
  if (folded(shortcut) === asked && asked !== "") return 0;
  if (folded(shortcut).startsWith(asked) && shortcut !== "") return 1;
  if (folded(title).includes(asked)) return 2;
  return folded(text).includes(asked) ? 3 : null;
}

/** `Grüße` is found by `gruse` and by `GRÜSSE`. */
const folded = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replaceAll(/\p{Mn}/gu, "");
