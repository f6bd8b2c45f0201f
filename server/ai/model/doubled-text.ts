/**
 * Text that a provider delivers twice is shown once (ATTEMPT-4). Two ways are known: each piece twice in a row (chunks that
 * carry both Workers AI's `response` and OpenAI's `choices`, cloudflare/ai), and the whole answer once more at the end.
 *
 * Nothing is held back unless the very first pieces repeat, and what people would really say ("ha ha", lists, refrains)
 * passes: pieces count as doubled only when different ones repeat in a row from the first on.
 */
import { assertNever } from "../../../shared/assert-never.ts";

type State = "first" | "looking" | "pairs" | "clean";

/** So many different pairs in a row are no accident. */
const ENOUGH_PAIRS = 3;
/** Of so many different pieces in the same order is a replay made; a shorter answer may well repeat itself. */
const ENOUGH_PIECES = 8;

export class DoubledText {
  #state: State = "first";
  /** While looking: every piece from the first on. In pairs: the one whose copy is due, if any. */
  #held: string[] = [];
  readonly #replay = new Replay();

  /** What of this piece is to be shown now. */
  push(piece: string): string {
    return this.#once(piece)
      .map((each) => this.#replay.push(each))
      .join("");
  }

  /** What was held back and is no copy after all. */
  end(): string {
    const looked = this.#held;
    this.#held = [];
    const rest = this.#state !== "looking" ? [] : isPaired(looked, 2) ? everySecond(looked) : looked;
    // The first piece was shown when it came.
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
    if (isPaired(held, ENOUGH_PAIRS)) {
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

/** Each piece so far is there twice, and no pair is like the one before it. */
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

/** The whole answer once more: in one piece, or in the same pieces. */
class Replay {
  readonly #pieces: string[] = [];
  readonly #different = new Set<string>();
  #text = "";
  /** How many pieces have come a second time; they are held back. */
  #matched = 0;

  push(piece: string): string {
    if (piece === this.#pieces[this.#matched] && this.#different.size >= ENOUGH_PIECES) {
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
