/** A response as a stream: https://platform.openai.com/docs/api-reference/responses-streaming */
import { Problem } from "../../problems/problem.ts";
import type { AnswerNews } from "../chat/follow-turn.ts";
import { problemOfReason } from "../chat/reason-sentences.ts";
import {
  BEGUN,
  type CallItem,
  emptyMessage,
  failedState,
  type MessageItem,
  responseOf,
  type ResponsePlace,
  type ResponseState,
  stateOf,
} from "./response-object.ts";
import { addedBy, type AnswerPlace, saidAt } from "./said.ts";

/** Each item is told in pieces, and once more whole, always with the id that it has in the response at the end. */
export async function* responseEvents(
  news: AsyncIterable<AnswerNews>,
  place: ResponsePlace & AnswerPlace,
): AsyncGenerator<string> {
  const events = new Events(place);
  yield events.response("response.created", BEGUN);
  yield events.response("response.in_progress", BEGUN);
  let text = "";
  let end: ResponseState | null = null;
  try {
    for await (const each of news) {
      const added = addedBy(each, text);
      if (added !== "" && text === "") yield* events.beginMessage();
      text += added;
      if (added !== "") yield events.delta(added);
      const said = await saidAt(each, text, place);
      if (said === null) continue;
      await place.ended(said);
      end = stateOf(said, place);
      break;
    }
    if (end === null) throw problemOfReason("internal");
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    end = failedState(error, text, place);
  }
  for (const [index, item] of end.output.entries())
    yield* item.type === "message" ? events.endMessage(item) : events.call(index, item);
  yield events.response(LAST[end.status] ?? "response.incomplete", end);
  yield "data: [DONE]\n\n";
}

/** An answer that a person has stopped has no last event of its own in this protocol. Its status says it. */
const LAST: { [Status in ResponseState["status"]]?: string } = {
  completed: "response.completed",
  failed: "response.failed",
};

/** A message comes first, with one text. */
const AT = { output_index: 0, content_index: 0 };

class Events {
  readonly #place: ResponsePlace;
  #number = 0;

  constructor(place: ResponsePlace) {
    this.#place = place;
  }

  response(type: string, state: ResponseState): string {
    return this.#event(type, { response: responseOf(this.#place, state) });
  }

  *beginMessage(): Generator<string> {
    const item = emptyMessage(this.#place);
    yield this.#event("response.output_item.added", { output_index: 0, item });
    const part = { type: "output_text", text: "", annotations: [], logprobs: [] };
    yield this.#event("response.content_part.added", { item_id: item.id, ...AT, part });
  }

  delta(delta: string): string {
    const { id: item_id } = emptyMessage(this.#place);
    return this.#event("response.output_text.delta", { item_id, ...AT, delta, logprobs: [] });
  }

  *endMessage(item: MessageItem): Generator<string> {
    const at = { item_id: item.id, ...AT };
    const [part] = item.content;
    if (part === undefined) throw new Error("a message has no text");
    for (const [annotation_index, annotation] of part.annotations.entries())
      yield this.#event("response.output_text.annotation.added", { ...at, annotation_index, annotation });
    yield this.#event("response.output_text.done", { ...at, text: part.text, logprobs: [] });
    yield this.#event("response.content_part.done", { ...at, part });
    yield this.#event("response.output_item.done", { output_index: 0, item });
  }

  *call(output_index: number, item: CallItem): Generator<string> {
    const at = { item_id: item.id, output_index };
    const begun = { ...item, arguments: "", status: "in_progress" };
    yield this.#event("response.output_item.added", { output_index, item: begun });
    yield this.#event("response.function_call_arguments.delta", { ...at, delta: item.arguments });
    const { name, arguments: all } = item;
    yield this.#event("response.function_call_arguments.done", { ...at, name, arguments: all });
    yield this.#event("response.output_item.done", { output_index, item });
  }

  #event(type: string, fields: object): string {
    const event = { type, sequence_number: this.#number++, ...fields };
    return `event: ${type}\ndata: ${JSON.stringify(event)}\n\n`;
  }
}
