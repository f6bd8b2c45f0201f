import type { Block } from "./ast.ts";
import { codeBlock, parseParts } from "./parse.ts";
import { splitAnswer, type Piece } from "./split-answer.ts";

/**
 * An answer has tables and lists that no person writes by hand. Per piece, so that the lexer's worst case (quadratic in
 * them) stays below what a frame can bear a few times.
 */
const TOO_MANY_DELIMITERS = 3_000;

interface Read {
  raw: string;
  blocks: readonly Block[];
}

/** Reads a text that grows: blocks that say the same as before are the same objects, and keep their elements. */
export class AnswerBlocks {
  readonly #names: readonly string[];
  #pieces: readonly Read[] = [];

  constructor(names: readonly string[] = []) {
    this.#names = names;
  }

  read(text: string): Block[] {
    const before = this.#pieces;
    const known = new Map<string, Block>();
    this.#pieces = splitAnswer(text).map((piece, index) => {
      const old = before[index];
      if (old?.raw === piece.raw) return old;
      for (const block of old?.blocks ?? []) known.set(JSON.stringify(block), block);
      const blocks = this.#blocksOf(piece).map((block) => known.get(JSON.stringify(block)) ?? block);
      return { raw: piece.raw, blocks };
    });
    return this.#pieces.flatMap(({ blocks }) => blocks);
  }

  #blocksOf(piece: Piece): Block[] {
    if (piece.type === "code") return [codeBlock(piece.text, piece.info)];
    return parseParts(piece.raw, this.#names, TOO_MANY_DELIMITERS).flatMap(({ blocks }) => blocks);
  }
}
