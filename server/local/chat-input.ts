/** Input of text generation: Workers AI's `messages`, or a single `prompt`. */
import * as z from "zod";
import { badInput } from "./ai-error.ts";

const content = z
  .union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))])
  .nullish()
  .transform((value) =>
    typeof value === "string" ? value : (value ?? []).map((part) => part.text ?? "").join("\n"),
  );

const shape = z.looseObject({
  messages: z
    .array(
      z.looseObject({
        role: z.string(),
        content,
        tool_calls: z.array(z.unknown()).nullish(),
        tool_call_id: z.string().nullish(),
      }),
    )
    .optional(),
  prompt: z.string().optional(),
  stream: z.boolean().nullish(),
  max_tokens: z.number().nullish(),
  temperature: z.number().nullish(),
  tools: z.array(z.unknown()).nullish(),
});

export interface ChatMessage {
  role: string;
  content: string;
  /** Tool calls of the assistant, unchanged. */
  tool_calls?: unknown[];
  /** For a tool result: the id of its call. */
  tool_call_id?: string;
}

export interface ChatInput {
  messages: ChatMessage[];
  stream: boolean;
  /** Null for the default. */
  maxTokens: number | null;
  temperature: number | null;
  tools: unknown[];
}

export function readChatInput(inputs: unknown): ChatInput {
  const parsed = shape.safeParse(inputs);
  if (!parsed.success) throw badInput(z.prettifyError(parsed.error));
  const { messages, prompt, stream, max_tokens, temperature, tools } = parsed.data;
  const said = messages?.map(toMessage) ?? (prompt === undefined ? [] : [{ role: "user", content: prompt }]);
  if (said.length === 0) throw badInput("must have required property 'messages'");
  return {
    messages: said,
    stream: stream ?? false,
    maxTokens: max_tokens ?? null,
    temperature: temperature ?? null,
    tools: tools ?? [],
  };
}

function toMessage({ role, content, tool_calls, tool_call_id }: Given): ChatMessage {
  return { role, content, ...(tool_calls && { tool_calls }), ...(tool_call_id && { tool_call_id }) };
}

type Given = NonNullable<z.infer<typeof shape>["messages"]>[number];
