import type { Block, Note } from "../../../../shared/markup/tree.ts";
import { codeBlock } from "../../../../shared/markup/code-block.ts";
import { joinFollowing } from "./join-following.ts";
import { NoteNumbers } from "./note-numbers.ts";
import { readPiece } from "./read-piece.ts";
import { AnswerSplitter, wordsOfNote, type Piece } from "./split-answer.ts";
import { withoutUnfinished } from "./unfinished.ts";

interface Read {
  piece: Piece;
  raw: string;
  blocks: readonly Block[];
}

/** Reads a growing text. Blocks that do not change keep their objects, and so their elements. */
export class AnswerReader {
  readonly #splitter = new AnswerSplitter();
  readonly #readPiece: typeof readPiece;
  #read: readonly Read[] = [];
  #references = "";

  /** `read` reads one piece. */
  constructor(read = readPiece) {
    this.#readPiece = read;
  }

  /** `isRunning`: more will come, and what is not finished at its end is not shown yet, or shown as it will be. */
  read(text: string, isRunning = false): Block[] {
    const pieces = this.#splitter.split(text);
    const references = referencesIn(pieces);
    const known = JSON.stringify([...references]);
    const before = known === this.#references ? this.#read : [];
    this.#references = known;
    this.#read = pieces.map((piece, at) => {
      const shown = isRunning && at === pieces.length - 1 ? withoutUnfinished(piece) : piece.raw;
      const old = before[at];
      if (old?.piece.type === piece.type && old.raw === shown && old.piece.raw === piece.raw) return old;
      return { piece, raw: shown, blocks: this.#blocksOf(piece, shown, references) };
    });
    const blocks = joinFollowing(this.#read.map(({ piece, blocks: own }) => ({ piece, blocks: own })));
    return new NoteNumbers(notesIn(this.#read), isRunning).number(blocks);
  }

  #blocksOf(piece: Piece, shown: string, references: ReadonlyMap<string, string>): Block[] {
    switch (piece.type) {
      case "code":
        return shown === "" ? [] : [codeBlock(shown === piece.raw ? piece.text : codeIn(shown), piece.info)];
      case "note":
        return this.#readPiece(wordsOfNote(shown), references);
      case "reference":
        return [];
      case "prose":
        return shown.trim() === "" ? [] : this.#readPiece(piece.header + shown, references);
    }
  }
}

/** The lines after the fence. */
const codeIn = (raw: string): string => raw.slice(raw.indexOf("\n") + 1);

/** The first definition of a label counts. */
function referencesIn(pieces: readonly Piece[]): Map<string, string> {
  const references = new Map<string, string>();
  for (const piece of pieces) {
    if (piece.type === "reference" && !references.has(piece.label)) references.set(piece.label, piece.href);
  }
  return references;
}

function notesIn(read: readonly Read[]): Map<string, Note["children"]> {
  const notes = new Map<string, Block[]>();
  for (const { piece, blocks } of read) {
    if (piece.type === "note" && !notes.has(piece.label)) notes.set(piece.label, [...blocks]);
  }
  return notes;
}
