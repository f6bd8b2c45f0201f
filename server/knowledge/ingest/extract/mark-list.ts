import type { Mark } from "../../../../shared/knowledge.ts";
import { MAX_MARKS } from "../../../../shared/limits.ts";

/** Functions have a deeper level than all headings. */
const DEEPEST = 7;

/**
 * The marks of a text, in order. When there are too many, all marks of the deepest level are removed. So the remaining marks
 * stay correct for the text after them; a list cut at its end would put the rest of the text under its last heading.
 */
export class MarkList {
  #marks: Mark[] = [];
  #deepest = DEEPEST;

  add(mark: Mark): void {
    if (depthOf(mark) > this.#deepest) return;
    this.#marks.push(mark);
    while (this.#marks.length > MAX_MARKS && this.#deepest > 0) {
      this.#deepest -= 1;
      this.#marks = this.#marks.filter((one) => depthOf(one) <= this.#deepest);
    }
  }

  build(): Mark[] {
    return this.#marks;
  }
}

/** Pages are never removed: documents have few enough of them. */
function depthOf({ kind, level }: Mark): number {
  if (kind === "page") return 0;
  return kind === "function" ? DEEPEST : (level ?? 1);
}
