/** Answers as the AI SDK's UI message stream: https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol#data-stream-protocol */
import { UI_MESSAGE_STREAM_HEADERS, type UIMessageChunk } from "ai";
import type { OrganizationId, RoomId, TurnId } from "../../../shared/ids.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import type { CallId, Step } from "../../../shared/protocol/steps.ts";
import type { TurnReason, Usage } from "../../../shared/protocol/turns.ts";
import { messageIdOf } from "../../rules/room/rows/turn-row.ts";
import { streamOf } from "../feeds/stream-of.ts";
import { type InRoom, stepsOf } from "../in-room.ts";
import type { AskedAnswer } from "./ask-in-chat.ts";
import type { AnswerNews } from "./follow-turn.ts";
import { sentenceOf } from "./reason-sentences.ts";

/** What a UI message knows of Parley. */
interface ChatMetadata {
  /** The room behind the chat: its id opens it in the app and continues it. */
  session: RoomId;
  /** The answer's number in the room. */
  seq?: number;
  usage?: Usage;
}

type ChatChunk = UIMessageChunk<ChatMetadata>;

interface ChatPlace {
  session: RoomId;
  organization: OrganizationId;
  /** Of this server, for links to cited documents. */
  origin: string;
  turn: TurnId;
  /** The complete steps of the answer. */
  steps: (answer: number) => Promise<readonly Step[]>;
}

/** The stream of an answer. It goes on in the room, whoever stops reading. */
export function uiStream(
  call: InRoom,
  asked: AskedAnswer,
  origin: string,
  headers: Headers,
): ReadableStream<Uint8Array> {
  const { organization, room } = call;
  for (const [name, value] of Object.entries(UI_MESSAGE_STREAM_HEADERS)) headers.set(name, value);
  const steps = (answer: number) => stepsOf(call, answer);
  const place = { session: room.id, organization: organization.id, origin, turn: asked.turn, steps };
  return streamOf(linesOf(chunksOf(asked.news, place)), asked.close);
}

async function* linesOf(chunks: AsyncIterable<ChatChunk>): AsyncGenerator<string> {
  for await (const chunk of chunks) yield `data: ${JSON.stringify(chunk)}\n\n`;
  yield "data: [DONE]\n\n";
}

export async function* chunksOf(
  news: AsyncIterable<AnswerNews>,
  place: ChatPlace,
): AsyncGenerator<ChatChunk> {
  const parts = new Parts(place.turn);
  const { session } = place;
  let answer: number | null = null;
  let hasStarted = false;
  const start = (): ChatChunk[] => {
    if (hasStarted) return [];
    hasStarted = true;
    return [
      {
        type: "start",
        messageId: messageIdOf(place.turn),
        messageMetadata: { session, ...(answer !== null && { seq: answer }) },
      },
      { type: "start-step" },
    ];
  };
  for await (const each of news) {
    if (each.type === "begun") answer = each.answer;
    yield* start();
    switch (each.type) {
      case "begun":
        break;
      case "text":
        yield* parts.say("text", "text", each.delta);
        break;
      case "replaced":
        yield* parts.replace(each.text);
        break;
      case "reasoning":
        yield* parts.say("reasoning", `reasoning ${each.step}`, each.delta);
        break;
      case "step":
        if (each.step.type !== "tool" || answer === null) break;
        yield* parts.close();
        yield* parts.call(await stepOf(place, answer, each.step.number));
        break;
      case "waiting":
        yield* parts.close();
        yield { type: "finish-step" };
        yield { type: "finish", finishReason: "tool-calls", messageMetadata: { session } };
        return;
      case "ended":
        yield* parts.close();
        yield* endOf(each.message, place);
        return;
      case "gone":
        yield* parts.close();
        yield { type: "abort", reason: "The question was withdrawn." };
        return;
      case "lost":
        yield* parts.close();
        yield {
          type: "error",
          errorText: "The connection to the conversation was lost. The answer goes on there.",
        };
        return;
    }
  }
}

async function stepOf({ steps }: ChatPlace, answer: number, number: number): Promise<Step | null> {
  return (await steps(answer)).find((step) => step.number === number) ?? null;
}

function* endOf(message: Message, { session, organization, origin }: ChatPlace): Generator<ChatChunk> {
  const { answer } = message;
  for (const { n, document, title } of answer?.citations ?? [])
    yield {
      type: "source-url",
      sourceId: String(n),
      url: `${origin}/${organization}/documents/${document}`,
      title,
    };
  yield { type: "finish-step" };
  const metadata = { session, seq: message.seq, ...(answer?.usage && { usage: answer.usage }) };
  if (answer?.state === "stopped") {
    yield { type: "message-metadata", messageMetadata: metadata };
    yield { type: "abort", reason: "Stopped." };
    return;
  }
  if (answer?.state === "failed" || answer?.state === "refused" || answer?.state === "interrupted")
    yield { type: "error", errorText: sentenceOf(answer.reason) };
  yield { type: "finish", finishReason: finishOf(message), messageMetadata: metadata };
}

function finishOf({ answer, moderation }: Message) {
  if (moderation?.state === "retracted" || moderation?.state === "held") return "content-filter";
  switch (answer?.state) {
    case "completed":
      return isCut(answer.reason) ? "length" : "stop";
    case "refused":
      return answer.reason === "moderation" || answer.reason === "filtered" ? "content-filter" : "error";
    case "interrupted":
      return "interrupted";
    default:
      return "error";
  }
}

const isCut = (reason: TurnReason | undefined): boolean => reason === "length" || reason === "too_long";

/** The part of the message that is being written. */
class Parts {
  readonly #turn: TurnId;
  #open: { type: "text" | "reasoning"; id: string } | null = null;
  #texts = 0;
  readonly #calls = new Set<number>();

  constructor(turn: TurnId) {
    this.#turn = turn;
  }

  *say(type: "text" | "reasoning", name: string, delta: string): Generator<ChatChunk> {
    const id = type === "text" ? `text ${this.#texts}` : name;
    if (this.#open !== null && this.#open.id !== id) yield* this.close();
    if (this.#open === null) {
      this.#open = { type, id: type === "text" ? `text ${this.#texts}` : name };
      yield { type: `${type}-start`, id: this.#open.id };
    }
    yield { type: `${type}-delta`, id: this.#open.id, delta };
  }

  *close(): Generator<ChatChunk> {
    if (this.#open === null) return;
    const { type, id } = this.#open;
    this.#open = null;
    if (type === "text") this.#texts += 1;
    yield { type: `${type}-end`, id };
  }

  /** Takes back what this step has said, and says this instead. */
  *replace(text: string): Generator<ChatChunk> {
    this.#open = null;
    this.#texts += 1;
    this.#calls.clear();
    yield { type: "reset-step" };
    if (text !== "") yield* this.say("text", "text", text);
  }

  *call(step: Step | null): Generator<ChatChunk> {
    if (step?.type !== "tool") return;
    const toolCallId: CallId = `${this.#turn}.${step.number}`;
    const isOutside = step.state === "outside";
    if (!this.#calls.has(step.number)) {
      this.#calls.add(step.number);
      yield {
        type: "tool-input-available",
        toolCallId,
        toolName: step.tool,
        input: step.args,
        dynamic: true,
        ...(isOutside ? {} : { providerExecuted: true }),
      };
    }
    if (step.state !== "done") return;
    yield step.ok === true
      ? {
          type: "tool-output-available",
          toolCallId,
          output: step.result ?? "",
          dynamic: true,
          providerExecuted: true,
        }
      : {
          type: "tool-output-error",
          toolCallId,
          errorText: step.result ?? "",
          dynamic: true,
          providerExecuted: true,
        };
  }
}
