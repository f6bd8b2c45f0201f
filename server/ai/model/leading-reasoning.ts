/**
 * Separates reasoning that a model writes into its text, `<think>…</think>` before the answer, so that it never appears in the
 * answer. Only tags before the first word count, because an answer may be about these tags.
 *
 * Some templates open the tag themselves, so that only `</think>` arrives (DeepSeek R1 and QwQ without a reasoning parser). The first
 * answer of such a model shows it: the stream ends with `UnopenedReasoning`, and the next attempt begins inside of the tag.
 */
import type { LanguageModelMiddleware } from "ai";
import { UNOPENED_REASONING } from "./model-traits.ts";

/** UTF-16 units of a line that are looked at for a closing tag. */
const MAX_LINE = 200;
/** UTF-16 units of text that may turn out to be an answer. */
const MAX_DOUBTFUL = 262_144;
const CLOSED = /<\/(?:think|thinking|thought|reasoning)>\s*$/i;

const OPENING = ["<think>", "<thinking>", "<thought>", "<reasoning>"];

const CLOSING = OPENING.map((tag) => tag.replace("<", "</"));

interface Piece {
  type: "reasoning" | "text";
  text: string;
}

/** Separates reasoning from text, for any division into pieces. */
export class LeadingReasoning {
  #held = "";
  /** The tag that ends the reasoning; null outside of reasoning. */
  #closing: string | null = null;
  #hasReasoned = false;
  /** The first word of the answer has arrived. */
  #answers = false;
  /** The line that is not complete yet, of an answer without any tag. */
  #line = "";
  #isUnopened = false;
  /** All text since the beginning, while the template is thought to have opened the tag. */
  #doubtful: string | null = null;

  readonly #neverClosed: () => void;

  /** See `ReasoningHabit`. */
  constructor(begins = false, neverClosed = (): void => undefined) {
    this.#neverClosed = neverClosed;
    if (!begins) return;
    this.#closing = "</think>";
    this.#doubtful = "";
  }

  /** A closing tag has ended a line although nothing was opened: the text before it is reasoning. */
  get isUnopened(): boolean {
    return this.#isUnopened;
  }

  /** The reasoning arrives apart from the text, so that the text is the answer. */
  isApart(): void {
    if (this.#doubtful !== "" || this.#held !== "") return;
    this.#doubtful = null;
    this.#closing = null;
  }

  push(text: string): Piece[] {
    if (this.#doubtful !== null) this.#doubtful = (this.#doubtful + text).slice(0, MAX_DOUBTFUL);
    if (this.#answers) return this.#answer(text);
    this.#held += text;
    const pieces: Piece[] = [];
    for (;;) {
      const piece = this.#closing === null ? this.#beforeTag() : this.#insideTag(this.#closing);
      if (piece === null) return pieces;
      if (piece.text !== "") pieces.push(piece);
      if (this.#answers) return pieces;
    }
  }

  /** Returns text that was held back because it could have become a tag. */
  end(): Piece[] {
    const text = this.#held;
    this.#held = "";
    if (this.#doubtful !== null && this.#closing !== null) {
      // Nothing was closed, so nothing was opened: all of it is the answer.
      this.#closing = null;
      this.#neverClosed();
      return this.#doubtful === "" ? [] : [{ type: "text", text: this.#doubtful }];
    }
    if (this.#answers) this.#note("\n");
    if (text === "") return [];
    return [{ type: this.#closing === null ? "text" : "reasoning", text }];
  }

  #answer(text: string): Piece[] {
    if (text === "") return [];
    this.#note(text);
    return [{ type: "text", text }];
  }

  /** Looks for a closing tag that stands alone or ends a line. In the middle of a line the answer speaks about it. */
  #note(text: string): void {
    if (this.#hasReasoned || this.#isUnopened) return;
    const lines = (this.#line + text).split("\n");
    this.#line = (lines.pop() ?? "").slice(-MAX_LINE);
    this.#isUnopened = lines.some((line) => CLOSED.test(line) && !line.includes("`"));
  }

  /** Null if more text is needed to decide. */
  #beforeTag(): Piece | null {
    const begun = this.#held.trimStart().toLowerCase();
    const closed = CLOSING.find((tag) => begun.startsWith(tag));
    if (closed !== undefined) {
      // An empty block whose beginning was in the template.
      this.#hasReasoned = true;
      this.#held = this.#held.trimStart().slice(closed.length);
      return { type: "reasoning", text: "" };
    }
    const opening = OPENING.find((tag) => begun.startsWith(tag));
    if (opening !== undefined) {
      this.#hasReasoned = true;
      this.#closing = opening.replace("<", "</");
      this.#held = this.#held.trimStart().slice(opening.length);
      return { type: "reasoning", text: "" };
    }
    if ([...OPENING, ...CLOSING].some((tag) => tag.startsWith(begun))) return null;
    this.#answers = true;
    const text = this.#hasReasoned ? this.#held.trimStart() : this.#held;
    this.#held = "";
    this.#note(text);
    return { type: "text", text };
  }

  #insideTag(closing: string): Piece | null {
    const lower = this.#held.toLowerCase();
    const at = lower.indexOf(closing);
    if (at !== -1) {
      const text = this.#held.slice(0, at);
      this.#held = this.#held.slice(at + closing.length);
      this.#closing = null;
      this.#hasReasoned = true;
      this.#doubtful = null;
      return { type: "reasoning", text };
    }
    const kept = lengthOfBegun(lower, closing);
    const text = this.#held.slice(0, this.#held.length - kept);
    if (text === "") return null;
    this.#held = this.#held.slice(text.length);
    return { type: "reasoning", text };
  }
}

/** Number of characters at the end of `text` that may be the beginning of `tag`. */
function lengthOfBegun(text: string, tag: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length--) {
    if (tag.startsWith(text.slice(-length))) return length;
  }
  return 0;
}

export interface ReasoningHabit {
  /** The template of this model opens the tag itself. */
  begins: boolean;
  /** It was thought so, but no tag was closed. */
  neverClosed: () => void;
}

export const reasoningInText = ({ begins, neverClosed }: ReasoningHabit): LanguageModelMiddleware => ({
  specificationVersion: "v4",
  async wrapGenerate({ doGenerate }) {
    const { content, ...rest } = await doGenerate();
    const separated = content.flatMap<(typeof content)[number]>((part) =>
      part.type === "text" ? piecesOf(part.text, begins) : [part],
    );
    return { content: separated, ...rest };
  },
  async wrapStream({ doStream }) {
    const { stream, ...rest } = await doStream();
    return { ...rest, stream: stream.pipeThrough(new TransformStream(new Telling({ begins, neverClosed }))) };
  },
});

export const leadingReasoning = reasoningInText({ begins: false, neverClosed: () => undefined });

/** A text that is whole shows by itself whether its tag was opened. */
function piecesOf(text: string, begins: boolean): Piece[] {
  const read = (isBegun: boolean) => {
    const reasoning = new LeadingReasoning(isBegun);
    return { reasoning, pieces: [...reasoning.push(text), ...reasoning.end()] };
  };
  const first = read(begins);
  return first.reasoning.isUnopened ? read(true).pieces : first.pieces;
}

type Provided = Awaited<ReturnType<NonNullable<LanguageModelMiddleware["wrapStream"]>>>["stream"];
type Part = Provided extends ReadableStream<infer Each> ? Each : never;
type Controller = TransformStreamDefaultController<Part>;

class Telling implements Transformer<Part, Part> {
  readonly #reasoning: LeadingReasoning;
  /** Held back until the first word, because reasoning precedes it. */
  #textStart: Extract<Part, { type: "text-start" }> | null = null;
  #reasoningId: string | null = null;
  #hasGivenUp = false;
  #count = 0;

  constructor({ begins, neverClosed }: ReasoningHabit) {
    this.#reasoning = new LeadingReasoning(begins, neverClosed);
  }

  transform(part: Part, controller: Controller): void {
    switch (part.type) {
      case "reasoning-delta":
        if (part.delta.trim() !== "") this.#reasoning.isApart();
        break;
      case "text-start":
        this.#textStart = part;
        return;
      case "text-delta":
        return this.#tell(this.#reasoning.push(part.delta), part.id, controller);
      case "text-end":
        this.#tell(this.#reasoning.end(), part.id, controller);
        this.#endReasoning(controller);
        // All text was reasoning, so there is no text to end.
        if (this.#textStart === null) controller.enqueue(part);
        this.#textStart = null;
        return;
      case "error":
      case "finish":
        // The stream ended before the end of the text.
        this.#tell(this.#reasoning.end(), this.#textStart?.id ?? "cut", controller);
        break;
      default:
        break;
    }
    controller.enqueue(part);
  }

  #tell(pieces: Piece[], id: string, controller: Controller): void {
    if (this.#reasoning.isUnopened) return this.#giveUp(controller);
    for (const { type, text } of pieces) {
      if (type === "reasoning") this.#reason(text, id, controller);
      else this.#say(text, id, controller);
    }
  }

  /** The reasoning is in the answer already. It is told once, and the stream ends. */
  #giveUp(controller: Controller): void {
    if (this.#hasGivenUp) return;
    this.#hasGivenUp = true;
    controller.enqueue({ type: "error", error: new Error(UNOPENED_REASONING) });
  }

  #reason(delta: string, textId: string, controller: Controller): void {
    if (this.#reasoningId === null) {
      this.#reasoningId = `${textId}-reasoning-${this.#count++}`;
      controller.enqueue({ type: "reasoning-start", id: this.#reasoningId });
    }
    controller.enqueue({ type: "reasoning-delta", id: this.#reasoningId, delta });
  }

  #say(delta: string, id: string, controller: Controller): void {
    this.#endReasoning(controller);
    if (this.#textStart !== null) controller.enqueue(this.#textStart);
    this.#textStart = null;
    controller.enqueue({ type: "text-delta", id, delta });
  }

  #endReasoning(controller: Controller): void {
    if (this.#reasoningId !== null) controller.enqueue({ type: "reasoning-end", id: this.#reasoningId });
    this.#reasoningId = null;
  }
}
