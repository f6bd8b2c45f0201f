/**
 * Joins a model's words into fewer, longer pieces before the SDK: each piece takes the SDK about twelve steps, and the room
 * sends at most 25 updates a second anyway. The first piece is passed on at once; doubled text is removed (ATTEMPT-4).
 */
import type { LanguageModelMiddleware } from "ai";
import { DoubledText } from "./doubled-text.ts";

/** Maximum wait for more words, ms: half of the interval between two parts that the room sends. */
const WINDOW = 20;
/**
 * Words of this length are passed on at once, UTF-16 units, so that cost and moderation checks get small pieces from fast
 * models too.
 */
const LENGTH = 80;

export const joinedDeltas: LanguageModelMiddleware = {
  specificationVersion: "v4",
  async wrapStream({ doStream }) {
    const { stream, ...rest } = await doStream();
    return { ...rest, stream: withErrorPart(stream).pipeThrough(new TransformStream(new Joining())) };
  },
};

/** Turns a stream error into a last part, because an error would discard the words that still wait. */
function withErrorPart(provided: Provided): Provided {
  const parts = provided.getReader();
  return new ReadableStream<Part>({
    async pull(controller) {
      try {
        const next = await parts.read();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      } catch (error) {
        controller.enqueue({ type: "error", error });
        controller.close();
      }
    },
    cancel: (reason) => parts.cancel(reason),
  });
}

type Provided = Awaited<ReturnType<NonNullable<LanguageModelMiddleware["wrapStream"]>>>["stream"];
type Part = Provided extends ReadableStream<infer Each> ? Each : never;
type Controller = TransformStreamDefaultController<Part>;
type Delta = Extract<Part, { type: "text-delta" | "reasoning-delta" }>;

class Joining implements Transformer<Part, Part> {
  readonly #doubled = new DoubledText();
  #waiting: Delta | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** When words were last passed on (local clock, milliseconds). */
  #flushedAt = -Infinity;

  transform(part: Part, controller: Controller): void {
    switch (part.type) {
      case "text-delta":
        return this.#add({ ...part, delta: this.#doubled.push(part.delta) }, controller);
      case "reasoning-delta":
        return this.#add(part, controller);
      case "text-start":
        // Earlier reasoning is passed on first. It does not delay the first word of text.
        this.#release(controller);
        this.#flushedAt = -Infinity;
        break;
      case "text-end":
        this.#add({ type: "text-delta", id: part.id, delta: this.#doubled.end() }, controller);
        break;
      default:
        break;
    }
    this.#release(controller);
    controller.enqueue(part);
  }

  flush(controller: Controller): void {
    this.#release(controller);
  }

  /** Nobody reads the stream any more. */
  cancel(): void {
    this.#stop();
  }

  #add(delta: Delta, controller: Controller): void {
    if (delta.delta === "") return;
    const waiting = this.#waiting;
    if (waiting !== null && (waiting.id !== delta.id || waiting.type !== delta.type))
      this.#release(controller);
    this.#waiting = { ...delta, delta: (this.#waiting?.delta ?? "") + delta.delta };
    const isLong = this.#waiting.delta.length >= LENGTH;
    if (isLong || Date.now() - this.#flushedAt >= WINDOW) return this.#release(controller);
    this.#timer ??= setTimeout(() => this.#release(controller), WINDOW);
  }

  #release(controller: Controller): void {
    this.#stop();
    if (this.#waiting === null) return;
    this.#flushedAt = Date.now();
    controller.enqueue(this.#waiting);
    this.#waiting = null;
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
