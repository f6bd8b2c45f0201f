import type { Mark } from "../../../../shared/knowledge.ts";
import { MAX_MARKS } from "../../../../shared/limits.ts";

/** Functions stand below all headings. */
const DEEPEST = 7;

/**
 * The marks of a text, in order. Where there are too many the deepest go, all of a level: those that stay are right about what
 * follows them, where a list that just ended would put the rest of the text under its last heading.
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

/** Pages always stay: a document has few enough of them. */
function depthOf({ kind, level }: Mark): number {
  if (kind === "page") return 0;
  return kind === "function" ? DEEPEST : (level ?? 1);
}
