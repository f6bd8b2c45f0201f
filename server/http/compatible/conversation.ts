/** A conversation as a client of OpenAI's protocol sends it: whole, each time. Here is found what of it is new. */
import type { CallId } from "../../../shared/protocol/steps.ts";
import { isCallId } from "../../../shared/protocol/steps.ts";
import { isRoomId, isTurnId, type RoomId, type TurnId } from "../../../shared/ids.ts";
import { hashToken } from "../../directory/secrets.ts";
import { Problem } from "../../problems/problem.ts";
import { type CompletionMessage, textOf } from "./completion-request.ts";

export interface Conversation {
  /** Everything up to the last message of the assistant; empty at the beginning. */
  before: CompletionMessage[];
  /** What the user has said since. */
  question: string;
}

export interface CallResult {
  call: CallId;
  ok: boolean;
  result: string;
}

/** Results of calls that the program has made, for an answer that waits for them. */
export interface Results {
  room: RoomId;
  turn: TurnId;
  results: CallResult[];
}

/** Instructions are no part of it: they come along with each request. */
export function conversationIn(messages: readonly CompletionMessage[]): Conversation {
  const said = messages.filter(({ role }) => role !== "system" && role !== "developer");
  const last = said.findLastIndex(({ role }) => role === "assistant" || role === "tool");
  const question = said
    .slice(last + 1)
    .map(textOf)
    .join("\n\n");
  if (question.trim() === "")
    throw new Problem("bad_type", "The last message must be of the user, or a tool's result.");
  return { before: said.slice(0, last + 1), question };
}

/** The results at the end of the messages; null if the request is no continuation of calls. */
export function resultsIn(messages: readonly CompletionMessage[]): Results | null {
  const last = messages.findLastIndex(({ role }) => role !== "tool");
  const given = messages.slice(last + 1).flatMap((message) => (message.role === "tool" ? [message] : []));
  if (given.length === 0) return null;
  const calls = given.map(({ tool_call_id: id, ...message }) => ({ ...callOf(id), result: textOf(message) }));
  const [first] = calls;
  if (first === undefined || calls.some(({ turn }) => turn !== first.turn))
    throw new Problem("bad_type", "The results are of several answers.");
  const { room, turn } = first;
  return { room, turn, results: calls.map(({ call, result }) => ({ call, ok: true, result })) };
}

/** The id of a call in this protocol. It names the room too, so that the results find it. */
export const callName = (room: RoomId, call: CallId): string =>
  `call_${room.slice("room_".length)}${call.slice("turn_".length)}`;

const CALL = /^call_([0-9a-z]{26})([0-9a-z]{26})\.(\d+)$/;

function callOf(name: string): { room: RoomId; turn: TurnId; call: CallId } {
  const [, inRoom, ofTurn, number] = CALL.exec(name) ?? [];
  const [room, turn] = [`room_${inRoom}`, `turn_${ofTurn}`];
  const call = `${turn}.${number}`;
  if (!isRoomId(room) || !isTurnId(turn) || !isCallId(call))
    throw new Problem("bad_type", "The id of a call is none of this server's.");
  return { room, turn, call };
}

/** Of one caller and one agent. White space around texts does not count, because clients trim them. */
export function historyHash(
  whose: readonly string[],
  messages: readonly CompletionMessage[],
): Promise<string> {
  const plain = messages.map((message) => [
    message.role,
    textOf(message).trim(),
    message.role === "assistant" ? (message.tool_calls ?? []).map(({ id }) => id) : [],
  ]);
  return hashToken(JSON.stringify([whose, plain]));
}

/** For a session that has not seen the beginning: it stands before the question, so that the agent and whoever watches can read it. */
export function withTranscript({ before, question }: Conversation, mostBytes: number): string {
  const lines = before.flatMap((message) => {
    const text = textOf(message).trim();
    return text === "" ? [] : [`${SPEAKERS[message.role]}: ${text}`];
  });
  const encoder = new TextEncoder();
  const whole = () =>
    lines.length === 0 ? question : `${HEADING}\n\n${lines.join("\n\n")}\n\n---\n\n${question}`;
  while (lines.length > 0 && encoder.encode(whole()).length > mostBytes) lines.shift();
  return whole();
}

const HEADING = "The conversation so far:";
const SPEAKERS: Record<CompletionMessage["role"], string> = {
  user: "User",
  assistant: "Assistant",
  tool: "Tool",
  system: "System",
  developer: "System",
};
