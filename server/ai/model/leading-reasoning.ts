/**
 * Separates reasoning that a model writes into its text, `<think>…</think>` before the answer, so that it never appears in the
 * answer. Only tags before the first word count, because an answer may be about these tags.
 */
import type { LanguageModelMiddleware } from "ai";

const OPENING = ["<think>", "<thinking>", "<thought>", "<reasoning>"];

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

  push(text: string): Piece[] {
    if (this.#answers) return text === "" ? [] : [{ type: "text", text }];
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
    if (text === "") return [];
    return [{ type: this.#closing === null ? "text" : "reasoning", text }];
  }

  /** Null if more text is needed to decide. */
  #beforeTag(): Piece | null {
    const begun = this.#held.trimStart().toLowerCase();
    const opening = OPENING.find((tag) => begun.startsWith(tag));
    if (opening !== undefined) {
      this.#hasReasoned = true;
      this.#closing = opening.replace("<", "</");
      this.#held = this.#held.trimStart().slice(opening.length);
      return { type: "reasoning", text: "" };
    }
    if (OPENING.some((tag) => tag.startsWith(begun))) return null;
    this.#answers = true;
    const text = this.#hasReasoned ? this.#held.trimStart() : this.#held;
    this.#held = "";
    return { type: "text", text };
  }

  #insideTag(closing: string): Piece | null {
    const lower = this.#held.toLowerCase();
    const at = lower.indexOf(closing);
    if (at !== -1) {
      const text = this.#held.slice(0, at);
      this.#held = this.#held.slice(at + closing.length);
      this.#closing = null;
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

export const leadingReasoning: LanguageModelMiddleware = {
  specificationVersion: "v4",
  async wrapGenerate({ doGenerate }) {
    const { content, ...rest } = await doGenerate();
    const separated = content.flatMap<(typeof content)[number]>((part) =>
      part.type === "text" ? piecesOf(part.text) : [part],
    );
    return { content: separated, ...rest };
  },
  async wrapStream({ doStream }) {
    const { stream, ...rest } = await doStream();
    return { ...rest, stream: stream.pipeThrough(new TransformStream(new Telling())) };
  },
};

function piecesOf(text: string): Piece[] {
  const reasoning = new LeadingReasoning();
  return [...reasoning.push(text), ...reasoning.end()];
}

type Provided = Awaited<ReturnType<NonNullable<LanguageModelMiddleware["wrapStream"]>>>["stream"];
type Part = Provided extends ReadableStream<infer Each> ? Each : never;
type Controller = TransformStreamDefaultController<Part>;

class Telling implements Transformer<Part, Part> {
  readonly #reasoning = new LeadingReasoning();
  /** Held back until the first word, because reasoning precedes it. */
  #textStart: Extract<Part, { type: "text-start" }> | null = null;
  #reasoningId: string | null = null;
  #count = 0;

  transform(part: Part, controller: Controller): void {
    switch (part.type) {
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
    for (const { type, text } of pieces) {
      if (type === "reasoning") this.#reason(text, id, controller);
      else this.#say(text, id, controller);
    }
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
