/** What an answer says in the end, for every protocol of a program that sends whole conversations. */
import type { OrganizationId, RoomId, TurnId } from "../../../shared/ids.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import type { Step } from "../../../shared/protocol/steps.ts";
import type { TurnReason, Usage } from "../../../shared/protocol/turns.ts";
import { Problem } from "../../problems/problem.ts";
import type { AnswerNews } from "../chat/follow-turn.ts";
import { problemOfReason } from "../chat/reason-sentences.ts";
import { callName } from "./conversation.ts";

export interface AnswerPlace {
  room: RoomId;
  organization: OrganizationId;
  origin: string;
  turn: TurnId;
  /** As the request named it. */
  model: string;
  /** Seconds since 1970. */
  created: number;
  /** The complete steps of the answer so far. */
  steps: () => Promise<readonly Step[]>;
  /** The answer has ended: what the client will send the next time is known now. */
  ended: (said: Said) => Promise<void>;
}

/** A call that the program makes. */
export interface SaidCall {
  id: string;
  /** Of its step in the turn. */
  number: number;
  tool: string;
  /** A JSON object. */
  args: string;
}

export interface Said {
  text: string;
  calls: SaidCall[];
  finish: "stop" | "length" | "content_filter" | "tool_calls";
  /** Why it was cut, or nothing was said. Null: it is whole, or was cut by a limit. */
  failure: TurnReason | null;
  usage: Usage | null;
  message: Message | null;
}

/** What a stream adds to the text so far. Nothing can be taken back in these protocols. */
export function addedBy(news: AnswerNews, text: string): string {
  if (news.type === "text") return news.delta;
  if (news.type !== "replaced") return "";
  const isTold = text.startsWith(news.text);
  // A text that was stored shorter than it was told adds nothing. Another attempt goes on, apart from what the one before said.
  if (isTold && news.isFinal) return "";
  return `\n\n${isTold ? "" : news.text}`;
}

/** The text of an answer that is told whole, after this news. */
export function textAfter(news: AnswerNews, text: string): string {
  if (news.type === "text") return text + news.delta;
  return news.type === "replaced" ? news.text : text;
}

/** Null while the answer goes on. Throws a problem if there is none. */
export async function saidAt(news: AnswerNews, text: string, place: AnswerPlace): Promise<Said | null> {
  switch (news.type) {
    case "waiting": {
      const calls = openCalls(await place.steps(), place);
      if (calls.length === 0)
        throw new Problem("conflict", "The answer waits for a person's decision in the conversation.");
      return { text, calls, finish: "tool_calls", failure: null, usage: null, message: null };
    }
    case "ended": {
      const said = saidIn(news.message, text);
      if (said.failure !== null && text === "") throw problemOfReason(said.failure);
      return said;
    }
    case "gone":
      throw new Problem("conflict", "The question was withdrawn.");
    case "lost":
      throw new Problem("unavailable", "The connection to the conversation was lost.", 1_000);
    default:
      return null;
  }
}

/** The calls that the answer waits for. */
export function openCalls(
  steps: readonly Step[],
  { room, turn }: Pick<AnswerPlace, "room" | "turn">,
): SaidCall[] {
  return steps.flatMap((step) =>
    step.type !== "tool" || step.state !== "outside"
      ? []
      : [
          {
            id: callName(room, `${turn}.${step.number}`),
            number: step.number,
            tool: step.tool,
            args: JSON.stringify(step.args),
          },
        ],
  );
}

/** Of a message that has ended, with the text as it was told. */
export function saidIn(message: Message, text: string): Said {
  const finish = finishOf(message);
  const { answer } = message;
  const isCut = finish === "length" && answer?.state !== "completed";
  const failure = isCut ? (answer?.reason ?? "internal") : null;
  return { text, calls: [], finish, failure, usage: answer?.usage ?? null, message };
}

function finishOf({ answer, moderation }: Message): Said["finish"] {
  if (moderation?.state === "retracted" || moderation?.state === "held") return "content_filter";
  if (answer?.state === "completed")
    return answer.reason === "length" || answer.reason === "too_long" ? "length" : "stop";
  if (answer?.state === "refused" && answer.reason === "filtered") return "content_filter";
  // What was said before a failure stands, and is cut.
  return answer?.state === "stopped" ? "stop" : "length";
}

export interface Cited {
  start_index: number;
  end_index: number;
  title: string;
  url: string;
}

/** The cited documents, at the places of their marks in the text as it was told. */
export function citedIn(
  message: Message | null,
  text: string,
  { origin, organization }: Pick<AnswerPlace, "origin" | "organization">,
): Cited[] {
  return (message?.answer?.citations ?? []).flatMap(({ n, document, title }) => {
    const mark = `[${n}]`;
    const start = text.indexOf(mark);
    if (start < 0) return [];
    const url = `${origin}/${organization}/documents/${document}`;
    return [{ start_index: start, end_index: start + mark.length, title, url }];
  });
}
