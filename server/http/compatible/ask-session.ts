/** Finds or opens the session behind a conversation that a program sends, asks there what of it is new, and follows the answer. */
import { MAX_TEXT_BYTES } from "../../../shared/limits.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { noteHistory, takeHistory } from "../../directory/chat-histories.ts";
import { openDirectory } from "../../directory/directory.ts";
import { type AskedAnswer, askInChat, continueInChat } from "../chat/ask-in-chat.ts";
import { type ChatCall, findChat, openChat } from "../chat/chat-session.ts";
import { messageIdFor } from "../derived-ids.ts";
import { answered, type InRoom, stepsOf } from "../in-room.ts";
import { type CompletionMessage, type CompletionRequest, programOf } from "./completion-request.ts";
import { conversationIn, historyHash, resultsIn, withTranscript } from "./conversation.ts";
import { findModel } from "./model-names.ts";
import type { AnswerPlace, Said } from "./said.ts";

/** The header by which a program names the session, and in which it is told which one it is. */
export const SESSION_HEADER = "x-parley-session";

interface InSession {
  room: InRoom;
  asked: AskedAnswer;
}

/** `session`: its room, or a name that the program has given it. Null: it is known by the conversation, or a new one. */
export async function askSession(
  call: ChatCall,
  request: CompletionRequest,
  session: string | null,
): Promise<InSession> {
  const results = resultsIn(request.messages);
  if (results !== null) {
    const room = await findChat(call, results.room);
    return { room, asked: await continueInChat(room, results) };
  }
  const named = await findModel(call, request.model);
  const conversation = conversationIn(request.messages);
  const known = session ?? (await sessionOf(call, request.model, conversation.before));
  const room = await openChat(call, { id: known, agent: named.agent, about: conversation.question });
  const text = known === null ? withTranscript(conversation, MAX_TEXT_BYTES) : conversation.question;
  const asked = await askInChat(room, {
    type: "send",
    id: await messageIdFor(undefined),
    text,
    program: programOf(request),
    ...(named.model !== null && { model: named.model }),
  });
  return { room, asked };
}

/** What every protocol says of the answer. */
export function placeOf({ room, asked }: InSession, url: string, model: string): Omit<AnswerPlace, "ended"> {
  return {
    ...{ room: room.room.id, organization: room.organization.id, origin: new URL(url).origin },
    ...{ turn: asked.turn, model, created: Math.floor(Date.now() / 1_000) },
    steps: () => answerSteps(room, asked),
  };
}

/** Who stops reading wants no more: these protocols have no way to come back to an answer. */
export function stopWith({ close, stop }: AskedAnswer): () => void {
  return () => {
    close();
    void stop().catch((error: unknown) => console.error("an answer was not stopped", { error }));
  };
}

/** What the client will send the next time, before its next question. */
export async function rememberSession(
  call: ChatCall,
  { model, messages }: CompletionRequest,
  { room }: InRoom,
  { text, finish }: Said,
): Promise<void> {
  // The results of calls name the room themselves.
  if (finish === "tool_calls") return;
  const said = messages.filter(({ role }) => role !== "system" && role !== "developer");
  const answer: CompletionMessage = { role: "assistant", content: text, tool_calls: [] };
  const hash = await historyHash(whose(call, model), [...said, answer]);
  await noteHistory(openDirectory(call.env.DB), { hash, room: room.id }, Date.now());
}

async function sessionOf(
  call: ChatCall,
  model: string,
  before: readonly CompletionMessage[],
): Promise<string | null> {
  if (before.length === 0) return null;
  return takeHistory(openDirectory(call.env.DB), await historyHash(whose(call, model), before));
}

const whose = ({ organization, principal }: ChatCall, model: string): string[] => [
  organization.id,
  principal.user,
  model,
];

async function answerSteps(room: InRoom, { turn }: AskedAnswer) {
  const object = roomStub(room.env, room.room.id);
  const { turn: asked } = answered(await object.turn(room.principal.user, turn));
  return asked === null || asked.answer === null ? [] : stepsOf(room, asked.answer);
}
