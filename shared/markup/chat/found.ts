import type { Block } from "../tree.ts";

/** What a reader of blocks found: the block, and the index of the first line after it. */
export interface Found {
  block: Block;
  next: number;
}

/** Reads the lines inside a quote or an item. */
export type ReadInside = (lines: readonly string[]) => Block[];

export const isBlank = (line: string | undefined): boolean => line === undefined || !/\S/.test(line);
