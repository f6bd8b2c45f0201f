import type { Block } from "../../../../shared/markup/tree.ts";
import type { Piece } from "./split-answer.ts";

/** The blocks of all pieces but footnotes. A list or a table that was read in several pieces is one block. */
export function joinFollowing(read: readonly { piece: Piece; blocks: readonly Block[] }[]): Block[] {
  const joined: Block[] = [];
  for (const { piece, blocks } of read) {
    if (piece.type === "note") continue;
    const [first, ...others] = blocks;
    const last = joined.at(-1);
    const both = piece.type === "prose" && piece.follows ? together(last, first) : null;
    if (both === null) joined.push(...blocks);
    else joined.splice(-1, 1, both, ...others);
  }
  return joined;
}

function together(last: Block | undefined, first: Block | undefined): Block | null {
  if (last?.type === "list" && first?.type === "list" && last.ordered === first.ordered)
    return { ...last, items: [...last.items, ...first.items] };
  if (last?.type === "table" && first?.type === "table")
    return { ...last, rows: [...last.rows, ...first.rows] };
  return null;
}
