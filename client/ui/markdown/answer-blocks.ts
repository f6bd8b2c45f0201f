import type { Block } from "./ast.ts";
import { codeBlock, parseParts } from "./parse.ts";
import { splitAnswer, type Piece } from "./split-answer.ts";

/**
 * Answers contain tables and lists with more delimiters than people write. The limit is per piece, so that the lexer's worst
 * case (quadratic in delimiters) takes less than the time of a few frames.
 */
const TOO_MANY_DELIMITERS = 3_000;

interface Read {
  raw: string;
  blocks: readonly Block[];
}

/** Parses a growing text. Unchanged blocks keep their objects, and so their DOM elements. */
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
