/** One chunk of a chat completion, streamed or whole, in all the forms that OpenAI-compatible servers give it. */
import * as z from "zod";

/** Text, or a list of parts: Mistral puts its reasoning among them. */
const content = z
  .union([
    z.string(),
    z.array(
      z.looseObject({
        type: z.string().nullish(),
        text: z.string().nullish(),
        thinking: z.unknown().optional(),
      }),
    ),
  ])
  .nullish();

/** A tool call arrives in pieces: the name first, then parts of the arguments. Some servers send the arguments as an object. */
const toolCall = z.looseObject({
  index: z.number().nullish(),
  function: z
    .looseObject({
      name: z.string().nullish(),
      arguments: z.union([z.string(), z.looseObject({})]).nullish(),
    })
    .nullish(),
});

const said = z
  .looseObject({
    content,
    // llama.cpp, vLLM before 0.11, LM Studio and DeepSeek use the first field; Ollama, vLLM and OpenRouter the second.
    reasoning_content: z.string().nullish(),
    reasoning: z.string().nullish(),
    refusal: z.string().nullish(),
    tool_calls: z.array(toolCall).nullish(),
  })
  .nullish();

const tokens = z.number().nullish();

const shape = z.looseObject({
  model: z.string().nullish(),
  choices: z
    .array(z.looseObject({ delta: said, message: said, finish_reason: z.string().nullish() }))
    .nullish(),
  usage: z
    .looseObject({ prompt_tokens: tokens, completion_tokens: tokens, cost: z.number().nullish() })
    .nullish(),
  error: z.unknown().optional(),
  detail: z.unknown().optional(),
});

export interface CallPiece {
  index: number;
  name: string;
  arguments: string;
}

export interface Chunk {
  model: string | null;
  text: string;
  reasoning: string;
  calls: CallPiece[];
  /** Null while the answer continues. */
  reason: string | null;
  usage: { in: number; out: number; cost: number | null } | null;
  /** The error as the server wrote it; undefined for none. */
  error: unknown;
  /** Whether it is a part of a chat completion at all. */
  isAnswer: boolean;
}

/** Null: it is not JSON, or no object. */
export function readChunk(data: string): Chunk | null {
  const parsed = shape.safeParse(readJson(data));
  if (!parsed.success) return null;
  const { model, choices, usage, error, detail } = parsed.data;
  const choice = choices?.[0];
  const spoken = choice?.delta ?? choice?.message;
  const parts = partsOf(spoken?.content);
  return {
    model: model ?? null,
    text: parts.text || (spoken?.refusal ?? ""),
    reasoning: spoken?.reasoning_content || spoken?.reasoning || parts.reasoning,
    calls: (spoken?.tool_calls ?? []).map(({ index, function: called }, i) => ({
      index: index ?? i,
      name: called?.name ?? "",
      arguments:
        typeof called?.arguments === "object" ? JSON.stringify(called.arguments) : (called?.arguments ?? ""),
    })),
    reason: choice?.finish_reason ?? null,
    usage: usage
      ? { in: usage.prompt_tokens ?? 0, out: usage.completion_tokens ?? 0, cost: usage.cost ?? null }
      : null,
    error: error ?? (choices ? undefined : (detail ?? undefined)),
    isAnswer: Array.isArray(choices) || Boolean(usage),
  };
}

function partsOf(given: z.infer<typeof content>): { text: string; reasoning: string } {
  if (typeof given === "string") return { text: given, reasoning: "" };
  const all = given ?? [];
  return {
    text: all.map(({ text }) => text ?? "").join(""),
    reasoning: all.map(({ thinking }) => thoughtIn(thinking)).join(""),
  };
}

function thoughtIn(thinking: unknown): string {
  if (typeof thinking === "string") return thinking;
  const parsed = content.safeParse(thinking);
  return parsed.success ? partsOf(parsed.data).text : "";
}

function readJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
