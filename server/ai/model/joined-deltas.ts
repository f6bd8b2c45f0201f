/**
 * A model's words in fewer, longer pieces, from the provider to the SDK: each piece costs the SDK a dozen steps, and the room
 * tells its watchers 25 times a second anyway. The first comes at once; what comes twice comes once (ATTEMPT-4).
 */
import type { LanguageModelMiddleware } from "ai";
import { DoubledText } from "./doubled-text.ts";

/** Milliseconds that words may wait for each other: half of what passes between two parts that the room tells. */
const WINDOW = 20;
/** UTF-16 units that are not held any longer: what money and moderation look at stays small, however fast a model is. */
const LENGTH = 80;

export const joinedDeltas: LanguageModelMiddleware = {
  specificationVersion: "v4",
  async wrapStream({ doStream }) {
    const { stream, ...rest } = await doStream();
    return { ...rest, stream: told(stream).pipeThrough(new TransformStream(new Joining())) };
  },
};

/** A stream that breaks says so as its last part: a broken one would take with it what still waits. */
function told(provided: Provided): Provided {
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
  /** When words were last let go (clock of this machine, milliseconds). */
  #flushedAt = -Infinity;

  transform(part: Part, controller: Controller): void {
    switch (part.type) {
      case "text-delta":
        return this.#add({ ...part, delta: this.#doubled.push(part.delta) }, controller);
      case "reasoning-delta":
        return this.#add(part, controller);
      case "text-start":
        // What was thought before is told, and does not keep the first word waiting.
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

  /** Nobody reads any more. */
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
