/** Tracks whether streaming text is code: between fences, or between backticks in one line. */
export class CodeState {
  #fenced = false;
  #spanned = false;
  #lineSoFar = "";

  get isCode(): boolean {
    return this.#fenced || this.#spanned;
  }

  split(text: string): { piece: string; isCode: boolean }[] {
    const pieces: { piece: string; isCode: boolean }[] = [];
    for (const piece of text.split(/(`+|\n)/)) {
      if (piece === "") continue;
      pieces.push({ piece, isCode: this.isCode });
      this.#take(piece);
    }
    return pieces;
  }

  #take(piece: string): void {
    if (piece === "\n") {
      this.#spanned = false;
      this.#lineSoFar = "";
      return;
    }
    const isFence = piece.startsWith("```") && this.#lineSoFar.trim() === "";
    if (isFence) this.#fenced = !this.#fenced;
    else if (piece.startsWith("`") && !this.#fenced) this.#spanned = !this.#spanned;
    this.#lineSoFar += piece;
  }
}
