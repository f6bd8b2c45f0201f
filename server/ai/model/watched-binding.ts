/**
 * Passes calls to the AI binding on, and watches what the provider sends beside the answer: signs of life, the name of the model that
 * really answers, and errors in the middle of a stream. The provider package of the AI SDK drops all three.
 */
import { isProblem, problemOf, type ProviderProblem } from "./provider-problem.ts";
import { SseData } from "./sse-data.ts";

export interface Watch {
  /** Bytes have arrived: text, reasoning, a comment or a keep-alive. */
  alive: () => void;
  /** The provider has failed in the middle of its answer. */
  failed: (problem: ProviderProblem) => void;
  /** The provider's name for the model that answers. */
  answeredBy: (model: string) => void;
  /** What the provider says that the request cost, US dollars. */
  charged: (dollars: number) => void;
}

export function watchedBinding(ai: Ai, watch: Watch): Ai {
  const run = async (model: string, inputs: object, options?: object): Promise<unknown> => {
    // The binding's type has one overload for each model. The SDK has checked the inputs.
    const answer: unknown = await ai.run(model as never, inputs as never, options as never);
    watch.alive();
    if (answer instanceof ReadableStream)
      return answer.pipeThrough(new TransformStream(new Watching(model, watch)));
    if (typeof answer === "object" && answer !== null) note(answer, watch);
    return answer;
  };
  return new Proxy(ai, { get: (target, name) => (name === "run" ? run : Reflect.get(target, name)) });
}

class Watching implements Transformer<Uint8Array, Uint8Array> {
  readonly #events = new SseData();
  readonly #model: string;
  readonly #watch: Watch;
  #isNamed = false;

  constructor(model: string, watch: Watch) {
    this.#model = model;
    this.#watch = watch;
  }

  transform(bytes: Uint8Array, controller: TransformStreamDefaultController<Uint8Array>): void {
    this.#watch.alive();
    const problem = this.#problemIn(this.#events.push(bytes));
    // What came before the error in the same piece has to be passed on first.
    controller.enqueue(bytes);
    if (problem === null) return;
    // Without an end of its own, the stream counts as cut.
    this.#watch.failed(problem);
    controller.terminate();
  }

  #problemIn(events: string[]): ProviderProblem | null {
    for (const data of events) {
      // Most pieces are text. They are parsed once, by the provider package.
      if (this.#isNamed && !/"(?:error|errors|cost)"/.test(data)) continue;
      const chunk = readObject(data);
      if (chunk === null) continue;
      if (note(chunk, this.#watch)) this.#isNamed = true;
      const problem = problemIn(chunk, this.#model);
      if (problem !== null) return problem;
    }
    return null;
  }
}

/** Whether the chunk names its model. */
function note(chunk: object, { answeredBy, charged }: Watch): boolean {
  const usage = "usage" in chunk ? chunk.usage : null;
  if (typeof usage === "object" && usage !== null && "cost" in usage && typeof usage.cost === "number") {
    charged(usage.cost);
  }
  const name = "model" in chunk ? chunk.model : null;
  if (typeof name !== "string" || name.trim() === "") return false;
  answeredBy(name.slice(0, MAX_MODEL_NAME));
  return true;
}

/** Longest name of a model that is kept, UTF-16 units. It is shown to people. */
const MAX_MODEL_NAME = 120;

function problemIn(chunk: object, model: string): ProviderProblem | null {
  const error = "error" in chunk ? chunk.error : "errors" in chunk ? chunk.errors : null;
  if (error === null || error === undefined) return null;
  if (isProblem(error)) return error;
  const { code } = typeof error === "object" && "code" in error ? error : { code: null };
  const status = typeof code === "number" && code >= 400 && code < 600 ? code : null;
  return problemOf(status, typeof error === "string" ? error : JSON.stringify(error), {
    provider: "",
    model,
  });
}

function readObject(data: string): object | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
