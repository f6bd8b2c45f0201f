import type { Block, Inline, Note } from "../../../../shared/markup/tree.ts";

/**
 * Numbers footnotes by their first references and puts their texts at the end. While the text grows, a reference without a footnote may
 * still get one. Afterwards it is the text that was written.
 */
export class NoteNumbers {
  readonly #notes: ReadonlyMap<string, Block[]>;
  readonly #isRunning: boolean;
  readonly #numbers = new Map<string, number>();

  constructor(notes: ReadonlyMap<string, Block[]>, isRunning: boolean) {
    this.#notes = notes;
    this.#isRunning = isRunning;
  }

  /** Blocks without references stay the same objects. */
  number(blocks: readonly Block[]): Block[] {
    const numbered = this.#blocks(blocks);
    // A footnote may refer to another one.
    const notes: Note[] = [];
    for (const [label, n] of this.#numbers) {
      const own = this.#notes.get(label);
      if (own !== undefined) notes.push({ n, children: this.#blocks(own) });
    }
    // One that nothing refers to is shown too, so that nothing is lost.
    for (const [label, own] of this.#notes) {
      if (!this.#numbers.has(label)) notes.push({ n: this.#numberOf(label), children: own });
    }
    return notes.length === 0 ? numbered : [...numbered, { type: "notes", notes }];
  }

  #blocks(blocks: readonly Block[]): Block[] {
    return blocks.map((block) => this.#block(block));
  }

  #block(block: Block): Block {
    switch (block.type) {
      case "paragraph":
      case "heading": {
        const children = this.#inlines(block.children);
        return children === block.children ? block : { ...block, children };
      }
      case "quote":
        return hasNote(block) ? { ...block, children: this.#blocks(block.children) } : block;
      case "list":
        if (!hasNote(block)) return block;
        return {
          ...block,
          items: block.items.map((item) => ({ ...item, children: this.#blocks(item.children) })),
        };
      case "table":
        if (!hasNote(block)) return block;
        return {
          ...block,
          header: block.header.map((cell) => this.#inlines(cell)),
          rows: block.rows.map((row) => row.map((cell) => this.#inlines(cell))),
        };
      default:
        return block;
    }
  }

  #inlines(inlines: Inline[]): Inline[] {
    if (!inlines.some(hasNote)) return inlines;
    return inlines.map((inline): Inline => {
      if ("children" in inline) return { ...inline, children: this.#inlines(inline.children) };
      if (inline.type !== "note") return inline;
      if (!this.#isRunning && !this.#notes.has(inline.label))
        return { type: "text", text: `[^${inline.label}]` };
      return { ...inline, n: this.#numberOf(inline.label) };
    });
  }

  #numberOf(label: string): number {
    const known = this.#numbers.get(label) ?? this.#numbers.size + 1;
    this.#numbers.set(label, known);
    return known;
  }
}

/** By object, because finished blocks keep theirs. */
const known = new WeakMap<object, boolean>();

function hasNote(node: Block | Inline): boolean {
  const before = known.get(node);
  if (before !== undefined) return before;
  const found = search(node);
  known.set(node, found);
  return found;
}

function search(node: Block | Inline): boolean {
  switch (node.type) {
    case "note":
      return true;
    case "list":
      return node.items.some(({ children }) => children.some(hasNote));
    case "table":
      return [node.header, ...node.rows].some((row) => row.some((cell) => cell.some(hasNote)));
    default:
      return "children" in node && node.children.some(hasNote);
  }
}
