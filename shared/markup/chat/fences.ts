import { codeBlock } from "../code-block.ts";
import { isBlank, type Found } from "./found.ts";

const OPENING = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/;

/**
 * Finds closing fences. It remembers from which length on nothing closes any more, so that many fences without an end are searched
 * once and not each to the end of the text.
 */
export class FenceSearch {
  readonly #lines: readonly string[];
  readonly #unclosed = new Map<string, number>();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** The index of the line that closes the fence at `at`; null if none does. */
  closing(at: number, mark: string): number | null {
    const kind = mark.charAt(0);
    if (mark.length >= (this.#unclosed.get(kind) ?? Infinity)) return null;
    for (let line = at + 1; line < this.#lines.length; line += 1) {
      if (closes(this.#lines[line] ?? "", mark)) return line;
    }
    this.#unclosed.set(kind, mark.length);
    return null;
  }

  /** A fence around nothing is shown as it was written: the index after its last line. For any other line, the index after it. */
  emptyUntil(at: number): number {
    const mark = OPENING.exec(this.#lines[at] ?? "")?.[1];
    const end = mark === undefined ? null : this.closing(at, mark);
    return (end ?? at) + 1;
  }
}

/** A fence counts only if it is closed and there is something in it. */
export function fenceAt(lines: readonly string[], at: number, fences: FenceSearch): Found | null {
  const [, mark, info = ""] = OPENING.exec(lines[at] ?? "") ?? [];
  if (mark === undefined) return null;
  const end = fences.closing(at, mark);
  const inside = lines.slice(at + 1, end ?? at);
  if (end === null || inside.every(isBlank)) return null;
  return { block: codeBlock(inside.join("\n"), info), next: end + 1 };
}

function closes(line: string, mark: string): boolean {
  const found = /^ {0,3}([`~]+)[ \t]*$/.exec(line)?.[1];
  return found !== undefined && found.length >= mark.length && found === mark.charAt(0).repeat(found.length);
}
