/** Answers as OpenAI's responses: https://platform.openai.com/docs/api-reference/responses/object */
import type { Usage } from "../../../shared/protocol/turns.ts";
import type { Problem } from "../../problems/problem.ts";
import type { AnswerNews } from "../chat/follow-turn.ts";
import { problemOfReason, sentenceOf } from "../chat/reason-sentences.ts";
import { bodyOf, responseId } from "./response-id.ts";
import type { ResponseRequest } from "./response-request.ts";
import {
  type AnswerPlace,
  type Cited,
  citedIn,
  type Said,
  saidAt,
  type SaidCall,
  textAfter,
} from "./said.ts";

export interface ResponsePlace extends Omit<AnswerPlace, "steps" | "ended"> {
  /** Zero, or the last of the calls whose results the answer goes on with. */
  after: number;
  /** Null: the request is not known any more. */
  request: ResponseRequest | null;
}

type ItemStatus = "in_progress" | "completed" | "incomplete";

export interface MessageItem {
  type: "message";
  id: string;
  status: ItemStatus;
  role: "assistant";
  content: TextPart[];
}

interface TextPart {
  type: "output_text";
  text: string;
  annotations: (Cited & { type: "url_citation" })[];
  logprobs: [];
}

export interface CallItem {
  type: "function_call";
  id: string;
  call_id: string;
  name: string;
  arguments: string;
  status: ItemStatus;
}

/** How a response stands. */
export interface ResponseState {
  status: "queued" | "in_progress" | "completed" | "incomplete" | "cancelled" | "failed";
  output: (MessageItem | CallItem)[];
  usage?: Usage | null;
  incomplete?: "max_output_tokens" | "content_filter";
  error?: { code: string; message: string };
  /** Seconds since 1970. */
  completed?: number;
}

export const BEGUN: ResponseState = { status: "in_progress", output: [] };

export function responseOf(place: ResponsePlace, state: ResponseState): object {
  const { request } = place;
  const { status, output, usage, incomplete, error, completed = null } = state;
  const isOver = status !== "queued" && status !== "in_progress";
  return {
    id: responseId(place),
    object: "response",
    created_at: place.created,
    completed_at: status === "completed" ? completed : null,
    status,
    error: error ?? null,
    incomplete_details: incomplete === undefined ? null : { reason: incomplete },
    model: place.model,
    output,
    usage: isOver ? usageOf(usage ?? null) : null,
    previous_response_id: request?.previous_response_id ?? null,
    instructions: request?.instructions ?? null,
    tools: (request?.tools ?? []).map(({ strict, description, parameters, ...tool }) => ({
      ...tool,
      description: description ?? null,
      parameters: parameters ?? null,
      strict: strict ?? false,
    })),
    tool_choice: request?.tool_choice ?? "auto",
    parallel_tool_calls: true,
    temperature: request?.temperature ?? null,
    max_output_tokens: request?.max_output_tokens ?? null,
    max_tool_calls: null,
    metadata: request?.metadata ?? {},
    text: { format: { type: "text" } },
    reasoning: { effort: null, summary: null },
    top_p: null,
    top_logprobs: 0,
    truncation: "auto",
    background: false,
    store: true,
    service_tier: "default",
    user: null,
  };
}

/** The whole answer. Throws a problem if there is none. */
export async function wholeResponse(
  news: AsyncIterable<AnswerNews>,
  place: ResponsePlace & AnswerPlace,
): Promise<object> {
  let text = "";
  for await (const each of news) {
    text = textAfter(each, text);
    const said = await saidAt(each, text, place);
    if (said === null) continue;
    await place.ended(said);
    return responseOf(place, stateOf(said, place));
  }
  throw problemOfReason("internal");
}

/** How a response stands at the end of what was said. */
export function stateOf(said: Said, place: ResponsePlace): ResponseState {
  const { finish, failure, calls, usage, message, text } = said;
  const isStopped = message?.answer?.state === "stopped";
  const isWhole = !isStopped && (finish === "stop" || finish === "tool_calls");
  const output = [
    ...messageItems(text, isWhole ? "completed" : "incomplete", place, citedIn(message, text, place)),
    ...calls.map((call) => callItem(call, place)),
  ];
  const completed = Math.floor((message?.answer?.endedAt ?? Date.now()) / 1_000);
  const common = { output, usage };
  if (isStopped) return { ...common, status: "cancelled" };
  if (failure !== null)
    return { ...common, status: "failed", error: errorIn(problemOfReason(failure), sentenceOf(failure)) };
  if (isWhole) return { ...common, status: "completed", completed };
  return {
    ...common,
    status: "incomplete",
    incomplete: finish === "length" ? "max_output_tokens" : "content_filter",
  };
}

/** After a refusal: what was said stands, and is cut. */
export const failedState = (problem: Problem, text: string, place: ResponsePlace): ResponseState => ({
  status: "failed",
  output: messageItems(text, "incomplete", place),
  error: errorIn(problem, problem.message),
});

/** None without text. */
export function messageItems(
  text: string,
  status: ItemStatus,
  place: ResponsePlace,
  cited: readonly Cited[] = [],
): MessageItem[] {
  if (text === "") return [];
  const annotations = cited.map((each) => ({ type: "url_citation" as const, ...each }));
  return [
    { ...emptyMessage(place), status, content: [{ type: "output_text", text, annotations, logprobs: [] }] },
  ];
}

export const emptyMessage = (place: ResponsePlace): MessageItem => ({
  type: "message",
  id: `msg_${bodyOf(place)}`,
  status: "in_progress",
  role: "assistant",
  content: [],
});

const callItem = ({ id, number, tool, args }: SaidCall, { turn }: ResponsePlace): CallItem => ({
  type: "function_call",
  id: `fc_${bodyOf({ turn, after: number })}`,
  call_id: id,
  name: tool,
  arguments: args,
  status: "completed",
});

/** The codes of a response's error are a closed set of the protocol. */
function errorIn({ code }: Problem, message: string): { code: string; message: string } {
  switch (code) {
    case "too_many":
    case "rate_limited":
      return { code: "rate_limit_exceeded", message };
    case "blocked":
    case "too_large":
      return { code: "invalid_prompt", message };
    default:
      return { code: "server_error", message };
  }
}

function usageOf(usage: Usage | null) {
  const { tokensIn = 0, tokensOut = 0 } = usage ?? {};
  return {
    input_tokens: tokensIn,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: tokensOut,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: tokensIn + tokensOut,
  };
}
