/** Requests of OpenAI's responses: https://platform.openai.com/docs/api-reference/responses/create */
import * as z from "zod";
import { MAX_PROGRAM_TOOLS } from "../../../shared/limits.ts";
import { Problem } from "../../problems/problem.ts";
import { fieldProblem } from "../field-problem.ts";
import type { CompletionMessage, CompletionRequest } from "./completion-request.ts";

const text = z.object({ type: z.enum(["input_text", "output_text", "text"]), text: z.string() });
const refusal = z
  .object({ type: z.literal("refusal"), refusal: z.string() })
  .transform(({ refusal: said }) => ({ type: "text" as const, text: said }));
const content = z.union([z.string(), z.array(z.union([text, refusal]))]);

const message = z.object({
  type: z.literal("message").default("message"),
  role: z.enum(["user", "assistant", "system", "developer"]),
  content,
});
const functionCall = z.object({
  type: z.literal("function_call"),
  call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
});
const functionCallOutput = z.object({
  type: z.literal("function_call_output"),
  call_id: z.string(),
  output: content,
});
/** Of an earlier answer. What a model thought is not given to the next one. */
const reasoning = z.object({ type: z.literal("reasoning") });

const item = z.union([message, functionCall, functionCallOutput, reasoning]);
type Item = z.infer<typeof item>;

const functionTool = z.object({
  type: z.literal("function"),
  name: z.string(),
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
  strict: z.boolean().nullish(),
});

/** Other fields are not looked at: they change how a model chooses its words, and the agent's settings say that. */
const responseRequest = z.object({
  model: z.string().min(1).max(200),
  input: z.union([z.string(), z.array(item).max(2_000)]),
  instructions: z.string().nullish(),
  previous_response_id: z.string().nullish(),
  stream: z.boolean().nullish(),
  store: z.boolean().nullish(),
  tools: z.array(functionTool).max(MAX_PROGRAM_TOOLS).nullish(),
  tool_choice: z.enum(["none", "auto"]).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  max_output_tokens: z.int().min(1).nullish(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  text: z.object({ format: z.object({ type: z.literal("text") }).nullish() }).nullish(),
  background: z.literal(false).nullish(),
  conversation: z.null().optional(),
  prompt: z.null().optional(),
});
export type ResponseRequest = z.infer<typeof responseRequest>;

export function readResponseRequest(sent: unknown): ResponseRequest {
  const parsed = responseRequest.safeParse(sent);
  if (!parsed.success) throw new Problem("bad_type", fieldProblem(parsed.error));
  return parsed.data;
}

/** The same question in the words of chat completions. */
export function asCompletion(request: ResponseRequest): CompletionRequest {
  const { model, input, instructions, tools, tool_choice, temperature } = request;
  const said: CompletionMessage[] =
    typeof input === "string" ? [{ role: "user", content: input }] : input.flatMap(messageOf);
  return {
    model,
    messages: typeof instructions === "string" ? [{ role: "system", content: instructions }, ...said] : said,
    tools: tools?.map(({ name, description, parameters }) => ({
      type: "function" as const,
      function: {
        name,
        ...(typeof description === "string" && { description }),
        ...(parameters !== null && { parameters }),
      },
    })),
    tool_choice,
    temperature,
    max_completion_tokens: request.max_output_tokens,
  };
}

function messageOf(sent: Item): CompletionMessage[] {
  switch (sent.type) {
    case "message":
      return [{ role: sent.role, content: plain(sent.content) }];
    case "function_call":
      return [
        {
          role: "assistant",
          tool_calls: [
            { id: sent.call_id, type: "function", function: { name: sent.name, arguments: sent.arguments } },
          ],
        },
      ];
    case "function_call_output":
      return [{ role: "tool", tool_call_id: sent.call_id, content: plain(sent.output) }];
    case "reasoning":
      return [];
  }
}

const plain = (sent: z.infer<typeof content>): string =>
  typeof sent === "string" ? sent : sent.map((part) => part.text).join("");
