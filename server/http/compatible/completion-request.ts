/** Requests of OpenAI's chat completions: https://platform.openai.com/docs/api-reference/chat/create */
import * as z from "zod";
import { MAX_ANSWER_TOKENS, MAX_PROGRAM_TOOLS } from "../../../shared/limits.ts";
import { program, type Program } from "../../../shared/protocol/program.ts";
import type { JsonObject } from "../../../shared/protocol/json.ts";
import { Problem } from "../../problems/problem.ts";
import { fieldProblem } from "../field-problem.ts";

const textPart = z.object({ type: z.literal("text"), text: z.string() });
const content = z.union([z.string(), z.array(textPart)]);
const name = z.string().optional();

const toolCall = z.object({
  id: z.string(),
  type: z.literal("function"),
  function: z.object({ name: z.string(), arguments: z.string() }),
});

const message = z.discriminatedUnion("role", [
  z.object({ role: z.literal("system"), content, name }),
  z.object({ role: z.literal("developer"), content, name }),
  z.object({ role: z.literal("user"), content, name }),
  z.object({
    role: z.literal("assistant"),
    content: content.nullish(),
    tool_calls: z.array(toolCall).optional(),
    name,
  }),
  z.object({ role: z.literal("tool"), content, tool_call_id: z.string() }),
]);
export type CompletionMessage = z.infer<typeof message>;

const functionTool = z.object({
  type: z.literal("function"),
  function: z.object({
    name: z.string(),
    description: z.string().optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
  }),
});

/** Other fields are not looked at: they change how a model chooses its words, and the agent's settings say that. */
const completionRequest = z.object({
  model: z.string().min(1).max(200),
  messages: z.array(message).min(1).max(2_000),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  tools: z.array(functionTool).max(MAX_PROGRAM_TOOLS).nullish(),
  tool_choice: z.enum(["none", "auto"]).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  n: z.literal(1).nullish(),
  logprobs: z.literal(false).nullish(),
  response_format: z.object({ type: z.literal("text") }).nullish(),
});
export type CompletionRequest = z.infer<typeof completionRequest>;

export function readCompletionRequest(sent: unknown): CompletionRequest {
  const parsed = completionRequest.safeParse(sent);
  if (!parsed.success) throw new Problem("bad_type", fieldProblem(parsed.error));
  return parsed.data;
}

export const textOf = ({ content }: Pick<CompletionMessage, "content">): string =>
  typeof content === "string" ? content : (content ?? []).map(({ text }) => text).join("");

/** What the program brings along for the answer. Throws a problem if it is more than a room takes. */
export function programOf(request: CompletionRequest): Program {
  const { messages, tools, tool_choice: choice, temperature } = request;
  const instructions = messages
    .filter(({ role }) => role === "system" || role === "developer")
    .map(textOf)
    .join("\n\n");
  const maxTokens = request.max_completion_tokens ?? request.max_tokens ?? undefined;
  const brought = program.safeParse({
    ...(instructions !== "" && { instructions }),
    ...(tools !== null && tools !== undefined && choice !== "none" && { tools: tools.map(toolOf) }),
    ...(typeof temperature === "number" && { temperature }),
    ...(maxTokens !== undefined && { maxTokens: Math.min(maxTokens, MAX_ANSWER_TOKENS) }),
  });
  if (!brought.success) throw new Problem("bad_type", fieldProblem(brought.error));
  return brought.data;
}

function toolOf({
  function: { name, description = "", parameters = NO_PARAMETERS },
}: z.infer<typeof functionTool>) {
  return { name, description, parameters: parameters as JsonObject };
}

const NO_PARAMETERS = { type: "object", properties: {} };
