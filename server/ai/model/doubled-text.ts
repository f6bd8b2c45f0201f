/**
 * Removes text that a provider delivers twice (ATTEMPT-4). Two forms are known: each piece twice in a row (chunks that carry
 * both Workers AI's `response` and OpenAI's `choices`, cloudflare/ai), and the whole answer again at the end.
 *
 * Nothing is held back unless the first pieces repeat. Natural repetitions ("ha ha", lists, refrains) pass: pieces count as
 * doubled only if several different ones repeat in a row from the first on.
 */
import { assertNever } from "../../../shared/assert-never.ts";

type State = "first" | "looking" | "pairs" | "clean";

/** This many different pairs in a row cannot be a coincidence. */
const MIN_PAIRS = 3;
/** Minimum different pieces in the same order that count as a replay. A shorter answer may really repeat itself. */
const MIN_PIECES = 8;

export class DoubledText {
  #state: State = "first";
  /** State `looking`: every piece since the first. State `pairs`: the piece whose copy is expected, if any. */
  #held: string[] = [];
  readonly #replay = new Replay();

  /** Returns the text of this piece that can be shown now. */
  push(piece: string): string {
    return this.#once(piece)
      .map((each) => this.#replay.push(each))
      .join("");
  }

  /** Returns text that was held back and is not a copy. */
  end(): string {
    const looked = this.#held;
    this.#held = [];
    const rest = this.#state !== "looking" ? [] : isPaired(looked, 2) ? everySecond(looked) : looked;
    // The first piece was already shown.
    return `${rest
      .slice(1)
      .map((each) => this.#replay.push(each))
      .join("")}${this.#replay.end()}`;
  }

  #once(piece: string): string[] {
    switch (this.#state) {
      case "first":
        this.#held = [piece];
        this.#state = "looking";
        return [piece];
      case "looking":
        return this.#look(piece);
      case "pairs":
        if (this.#held[0] === piece) {
          this.#held = [];
          return [];
        }
        this.#held = [piece];
        return [piece];
      case "clean":
        return [piece];
      default:
        return assertNever(this.#state);
    }
  }

  #look(piece: string): string[] {
    this.#held.push(piece);
    const held = this.#held;
    if (isPaired(held, MIN_PAIRS)) {
      this.#state = "pairs";
      this.#held = [];
      return everySecond(held).slice(1);
    }
    if (mayBePaired(held)) return [];
    this.#state = "clean";
    this.#held = [];
    return held.slice(1);
  }
}

/** Whether each piece so far occurs twice in a row, and no pair equals the one before it. */
function mayBePaired(pieces: string[]): boolean {
  return pieces.every((piece, i) =>
    i % 2 === 1 ? piece === pieces[i - 1] : i === 0 || piece !== pieces[i - 1],
  );
}

function isPaired(pieces: string[], pairs: number): boolean {
  return pieces.length >= 2 * pairs && pieces.length % 2 === 0 && mayBePaired(pieces);
}

function everySecond(pieces: string[]): string[] {
  return pieces.filter((_, i) => i % 2 === 0);
}

/** The whole answer again: in one piece, or in the same pieces. */
class Replay {
  readonly #pieces: string[] = [];
  readonly #different = new Set<string>();
  #text = "";
  /** Number of pieces that have repeated. They are held back. */
  #matched = 0;

  push(piece: string): string {
    if (piece === this.#pieces[this.#matched] && this.#different.size >= MIN_PIECES) {
      this.#matched += 1;
      return "";
    }
    if (this.#matched === 0 && this.#pieces.length > 2 && piece.length > 8 && piece === this.#text) return "";
    return this.#release() + this.#take(piece);
  }

  end(): string {
    if (this.#matched === this.#pieces.length) return "";
    return this.#release();
  }

  #release(): string {
    const held = this.#pieces.slice(0, this.#matched);
    this.#matched = 0;
    return held.map((piece) => this.#take(piece)).join("");
  }

  #take(piece: string): string {
    this.#pieces.push(piece);
    this.#different.add(piece);
    this.#text += piece;
    return piece;
  }
}
