/** What text generation is asked with: Workers AI's `messages`, or a bare `prompt`. */
import { z } from "zod";
import { badInput } from "./ai-error.ts";

const content = z
  .union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))])
  .nullish()
  .transform((value) =>
    typeof value === "string" ? value : (value ?? []).map((part) => part.text ?? "").join("\n"),
  );

const shape = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content })).optional(),
  prompt: z.string().optional(),
  stream: z.boolean().nullish(),
  max_tokens: z.number().nullish(),
  temperature: z.number().nullish(),
  tools: z.array(z.unknown()).nullish(),
});

export interface ChatMessage {
  role: string;
  content: string;
}

export interface ChatInput {
  messages: ChatMessage[];
  stream: boolean;
  /** Null: whatever is the default. */
  maxTokens: number | null;
  temperature: number | null;
  tools: unknown[];
}

export function readChatInput(inputs: unknown): ChatInput {
  const parsed = shape.safeParse(inputs);
  if (!parsed.success) throw badInput(z.prettifyError(parsed.error));
  const { messages, prompt, stream, max_tokens, temperature, tools } = parsed.data;
  const said = messages ?? (prompt === undefined ? [] : [{ role: "user", content: prompt }]);
  if (said.length === 0) throw badInput("must have required property 'messages'");
  return {
    messages: said.map(({ role, content }) => ({ role, content })),
    stream: stream ?? false,
    maxTokens: max_tokens ?? null,
    temperature: temperature ?? null,
    tools: tools ?? [],
  };
}
