import { characterAt, characterBefore, CJK, WORD } from "../characters.ts";

export type Mark = "*" | "_" | "~";

/** What may stand before an emphasis. Not a closing bracket, a sign of arithmetic or of a path: `(a)*b*(c)` and `src/*.ts` are none. */
const BEFORE = /[\s\p{Ps}\p{Pi}"'–—:;!?|¡¿…\p{Extended_Pictographic}\ufe0f\u200d]/u;
/** What may stand first in it. */
const FIRST = /[\p{L}\p{N}\p{M}\p{Ps}\p{Pi}\p{Sc}"'@#&¡¿`\p{Extended_Pictographic}\ufffc\ue000-\uf8ff]/u;
/** What may stand last in it. */
const LAST =
  /[\p{L}\p{N}\p{M}\p{Pe}\p{Pf}\p{Sc}.,:;!?…"'%°+#`\p{Extended_Pictographic}\ufe0f\u200d\ufffc\ue000-\uf8ff]/u;
/** What may stand after it. */
const AFTER = /[\s\p{Pe}\p{Pf}.,:;!?…"'–—|-]|\p{Extended_Pictographic}/u;

/** The marks that stand together: from `start`, before the backslash if there is one, to `end`. */
interface Cluster {
  start: number;
  end: number;
  isEscaped: boolean;
}

/** Whether a run of marks may open and close an emphasis; null if it is text in any case. */
export function flanks(
  text: string,
  run: string,
  { start, end, isEscaped }: Cluster,
): { mark: Mark; canOpen: boolean; canClose: boolean } | null {
  const mark = markOf(run);
  if (mark === null) return null;
  const before = characterBefore(text, start);
  const after = characterAt(text, end);
  const isDouble = run.length > 1;
  const canOpen =
    mayPrecede(before) && mayBeFirst(after, isDouble) && !(isEscaped && !/^[\s\p{Ps}\p{Pi}]?$/u.test(before));
  const canClose = mayBeLast(before, isDouble) && mayFollow(after, isDouble);
  return canOpen || canClose ? { mark, canOpen, canClose } : null;
}

/** `*a*`, `**a**`, `***a***`, `_a_` and `~~a~~`. Two low lines are a part of names (`__init__`), and one tilde means "about". */
function markOf(run: string): Mark | null {
  if (/^\*{1,3}$/.test(run)) return "*";
  if (run === "_") return "_";
  return run === "~~" ? "~" : null;
}

const mayPrecede = (before: string): boolean => before === "" || CJK.test(before) || BEFORE.test(before);

function mayBeFirst(after: string, isDouble: boolean): boolean {
  if (after === "") return false;
  return isDouble ? !/[\s/\\=]/.test(after) : CJK.test(after) || FIRST.test(after);
}

function mayBeLast(before: string, isDouble: boolean): boolean {
  if (before === "") return false;
  return isDouble ? !/[\s/\\]/.test(before) : CJK.test(before) || LAST.test(before);
}

/** Chinese and Japanese writers put no blank after an emphasis: `**注意：**正文`. */
function mayFollow(after: string, isDouble: boolean): boolean {
  if (after === "" || CJK.test(after) || AFTER.test(after)) return true;
  return isDouble && !WORD.test(after) && !/[/\\=]/.test(after);
}
