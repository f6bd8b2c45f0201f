/**
 * Removes the marks of a chat template that leak into an answer: `<|im_end|>`, `</s>` and the like, and everything after them, where the
 * model goes on with a turn of its own invention. An answer about these marks keeps them: in code, and wherever text follows.
 *
 * The marks are those of ChatML (Qwen, GLM, Granite), Llama 2 and 3, Gemma, Phi, Mistral, DeepSeek and gpt-oss.
 */
import { CodeState } from "./code-state.ts";

const ENDS = [
  "<|im_end|>",
  "<|eot_id|>",
  "<|eom_id|>",
  "<|end_of_text|>",
  "<|endoftext|>",
  "<|end|>",
  "<|return|>",
  "<|end_of_turn|>",
  "<end_of_turn>",
  "<eos>",
  "</s>",
  "[/INST]",
  "<｜end▁of▁sentence｜>",
];
const BEGINS = ["<|im_start|>", "<|start_header_id|>", "<|user|>", "<start_of_turn>", "<｜User｜>", "[INST]"];
const MARKS = [...ENDS, ...BEGINS];
const MARK = new RegExp(MARKS.map((mark) => mark.replace(/[|[\]/]/g, "\\$&")).join("|"));

export class EndOfTurn {
  #held = "";
  #isOver = false;
  readonly #code = new CodeState();

  /** Returns the text that can be shown now. */
  push(piece: string): string {
    if (this.#isOver || piece === "") return "";
    this.#held += piece;
    let shown = "";
    for (;;) {
      const found = MARK.exec(this.#held);
      if (found === null) return shown + this.#release(this.#held.length - lengthOfWaiting(this.#held));
      shown += this.#release(found.index);
      const [mark] = found;
      const rest = this.#held.slice(mark.length).trimStart();
      if (this.#code.isCode) shown += this.#release(mark.length);
      else if (BEGINS.includes(mark) || BEGINS.some((begin) => rest.startsWith(begin))) {
        this.#isOver = true;
        this.#held = "";
        return shown;
      } else if (rest === "" || MARKS.some((each) => each.startsWith(rest) || rest.startsWith(each))) {
        // It is an end if nothing but other marks follows.
        if (this.#held.length <= MAX_HELD) return shown;
        shown += this.#release(mark.length);
      } else shown += this.#release(mark.length);
    }
  }

  end(): string {
    const rest = this.#held;
    this.#held = "";
    // Marks and white space, or half of a mark that the model's limit has cut.
    const isMark = MARK.exec(rest)?.index === 0 || /^<[|｜]/.test(rest);
    return this.#isOver || isMark ? "" : rest;
  }

  #release(length: number): string {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    this.#code.split(text);
    return text;
  }
}

/** A row of marks that is longer is text, UTF-16 units. */
const MAX_HELD = 400;
const LONGEST = Math.max(...MARKS.map(({ length }) => length));

/** Number of characters at the end of `text` that may be the beginning of a mark, or of a fence. */
function lengthOfWaiting(text: string): number {
  const backticks = /`+$/.exec(text)?.[0].length ?? 0;
  if (backticks > 0) return Math.min(backticks, LONGEST);
  for (let length = Math.min(LONGEST - 1, text.length); length > 0; length--) {
    const end = text.slice(-length);
    if (MARKS.some((mark) => mark.startsWith(end))) return length;
  }
  return 0;
}
