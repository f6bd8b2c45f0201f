/** Answers as OpenAI's chat completions: https://platform.openai.com/docs/api-reference/chat/object */
import type { Usage } from "../../../shared/protocol/turns.ts";
import { Problem } from "../../problems/problem.ts";
import type { AnswerNews } from "../chat/follow-turn.ts";
import { problemOfReason } from "../chat/reason-sentences.ts";
import { errorOf } from "./problem-answer.ts";
import { addedBy, type AnswerPlace, citedIn, type Said, saidAt, type SaidCall, textAfter } from "./said.ts";

export interface CompletionPlace extends AnswerPlace {
  withUsage: boolean;
}

const idOf = ({ turn }: CompletionPlace): string => `chatcmpl-${turn.slice("turn_".length)}`;

/** The whole answer. Throws a problem if there is none. */
export async function wholeCompletion(
  news: AsyncIterable<AnswerNews>,
  place: CompletionPlace,
): Promise<object> {
  let text = "";
  for await (const each of news) {
    text = textAfter(each, text);
    const said = await saidAt(each, text, place);
    if (said === null) continue;
    await place.ended(said);
    const { calls, finish, usage, message } = said;
    return {
      id: idOf(place),
      object: "chat.completion",
      created: place.created,
      model: place.model,
      choices: [
        {
          index: 0,
          message: {
            role: "assistant",
            content: text === "" && calls.length > 0 ? null : text,
            refusal: null,
            annotations: citedIn(message, text, place).map((url_citation) => ({
              type: "url_citation",
              url_citation,
            })),
            ...(calls.length > 0 && { tool_calls: calls.map(toolCall) }),
          },
          logprobs: null,
          finish_reason: finish,
        },
      ],
      usage: usageOf(usage),
    };
  }
  throw problemOfReason("internal");
}

/** The lines of the stream. A refusal after the beginning is a line too, because the status was sent. */
export async function* completionChunks(
  news: AsyncIterable<AnswerNews>,
  place: CompletionPlace,
): AsyncGenerator<string> {
  const chunk = (choices: readonly object[], usage?: object | null): string =>
    line({
      id: idOf(place),
      object: "chat.completion.chunk",
      created: place.created,
      model: place.model,
      choices,
      ...(place.withUsage && { usage: usage ?? null }),
    });
  const piece = (delta: object, finish: Said["finish"] | null = null): string =>
    chunk([{ index: 0, delta, logprobs: null, finish_reason: finish }]);
  yield piece({ role: "assistant", content: "", refusal: null });
  let text = "";
  try {
    for await (const each of news) {
      const added = addedBy(each, text);
      text += added;
      if (added !== "") yield piece({ content: added });
      const said = await saidAt(each, text, place);
      if (said === null) continue;
      await place.ended(said);
      for (const [index, call] of said.calls.entries())
        yield piece({ tool_calls: [{ index, ...toolCall(call) }] });
      yield piece({}, said.finish);
      if (place.withUsage) yield chunk([], usageOf(said.usage));
      break;
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    yield line(errorOf(error));
  }
  yield "data: [DONE]\n\n";
}

const line = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;

const toolCall = ({ id, tool, args }: SaidCall) => ({
  id,
  type: "function" as const,
  function: { name: tool, arguments: args },
});

function usageOf(usage: Usage | null) {
  const { tokensIn = 0, tokensOut = 0 } = usage ?? {};
  return { prompt_tokens: tokensIn, completion_tokens: tokensOut, total_tokens: tokensIn + tokensOut };
}
