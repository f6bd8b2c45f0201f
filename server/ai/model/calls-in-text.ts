/**
 * Finds tool calls that a model writes into its text because its template has no place for them: `{"name": …, "arguments": {…}}`, alone or
 * in `<tool_call>`, `[TOOL_CALLS]` or a fence. Only an answer that is nothing else counts, and only names of tools that were offered.
 */
import type { LanguageModelMiddleware } from "ai";
import { MAX_TOOL_ARGS } from "../../../shared/limits.ts";

export interface WrittenCall {
  tool: string;
  /** JSON. */
  args: string;
}

/** Longest text that may be calls, UTF-16 units. */
const MAX_LENGTH = 4 * MAX_TOOL_ARGS;
const OPENINGS = [
  "{",
  "[{",
  "<tool_call>",
  "[tool_calls]",
  "<|python_tag|>",
  "```json",
  "```\n{",
  "<function_call>",
];
const WRAPPERS =
  /<\/?(?:tool_call|function_call)>|\[TOOL_CALLS\]|<\|python_tag\|>|^\s*```(?:json)?|```\s*$/gi;

export function mayBeCalls(text: string): boolean {
  const begun = text.trimStart().toLowerCase();
  return (
    text.length <= MAX_LENGTH && OPENINGS.some((each) => each.startsWith(begun) || begun.startsWith(each))
  );
}

/** Null: it is an answer. */
export function callsIn(text: string, tools: readonly string[]): WrittenCall[] | null {
  const values = valuesIn(text.replace(WRAPPERS, "\n").trim());
  const calls = values?.map((value) => callOf(value, tools));
  if (calls === undefined || calls.length === 0) return null;
  return calls.every((call) => call !== null) ? calls : null;
}

function valuesIn(text: string): unknown[] | null {
  const whole = readJson(text);
  if (whole !== undefined) return Array.isArray(whole) ? whole : [whole];
  // Several calls are one below the other.
  const lines = text.split(/\n+/).filter((line) => line.trim() !== "");
  const values = lines.map(readJson);
  return values.includes(undefined) ? null : values;
}

function callOf(value: unknown, tools: readonly string[]): WrittenCall | null {
  if (typeof value !== "object" || value === null) return null;
  const called: object =
    "function" in value && typeof value.function === "object" && value.function ? value.function : value;
  const name = "name" in called ? called.name : null;
  const given = "arguments" in called ? called.arguments : "parameters" in called ? called.parameters : null;
  const args: unknown = typeof given === "string" ? readJson(given) : given;
  if (typeof name !== "string" || !tools.includes(name) || typeof args !== "object" || args === null)
    return null;
  return { tool: name, args: JSON.stringify(args) };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Provided = Awaited<ReturnType<NonNullable<LanguageModelMiddleware["wrapStream"]>>>["stream"];
type Part = Provided extends ReadableStream<infer Each> ? Each : never;
type Delta = Extract<Part, { type: "text-delta" }>;

export const callsInText: LanguageModelMiddleware = {
  specificationVersion: "v4",
  async wrapStream({ doStream, params }) {
    const { stream, ...rest } = await doStream();
    const tools = params.toolChoice?.type === "none" ? [] : (params.tools ?? []).map(({ name }) => name);
    return {
      stream: tools.length === 0 ? stream : stream.pipeThrough(new TransformStream(new Finding(tools))),
      ...rest,
    };
  },
};

class Finding implements Transformer<Part, Part> {
  readonly #tools: readonly string[];
  /** Null: it is an answer, and nothing is held back. */
  #held: Delta[] | null = [];
  #made = 0;

  constructor(tools: readonly string[]) {
    this.#tools = tools;
  }

  transform(part: Part, controller: TransformStreamDefaultController<Part>): void {
    if (part.type === "text-delta" && this.#held !== null) {
      this.#held.push(part);
      if (!mayBeCalls(this.#text)) this.#release(controller);
      return;
    }
    if (
      part.type === "text-end" ||
      part.type === "finish" ||
      part.type === "error" ||
      part.type === "tool-call"
    ) {
      this.#decide(controller);
    }
    const isCalled = part.type === "finish" && this.#made > 0 && part.finishReason.unified === "stop";
    controller.enqueue(
      isCalled ? { ...part, finishReason: { unified: "tool-calls", raw: part.finishReason.raw } } : part,
    );
  }

  get #text(): string {
    return (this.#held ?? []).map(({ delta }) => delta).join("");
  }

  #decide(controller: TransformStreamDefaultController<Part>): void {
    const calls = callsIn(this.#text, this.#tools);
    if (calls === null) return this.#release(controller);
    this.#held = [];
    for (const { tool, args } of calls) {
      controller.enqueue({
        type: "tool-call",
        toolCallId: `written-${++this.#made}`,
        toolName: tool,
        input: args,
      });
    }
  }

  #release(controller: TransformStreamDefaultController<Part>): void {
    for (const delta of this.#held ?? []) controller.enqueue(delta);
    this.#held = null;
  }
}
