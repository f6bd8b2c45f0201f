/** OpenAI's responses. A session of Parley is behind each conversation, and a response is a turn of an agent there. */
import type { RoomTurn } from "../../../shared/api-rooms.ts";
import type { CallId } from "../../../shared/protocol/steps.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { Problem } from "../../problems/problem.ts";
import { type ChatCall, findChat } from "../chat/chat-session.ts";
import { streamOf } from "../feeds/stream-of.ts";
import { answered, httpCaller, type InRoom, runCommand, stepsOf } from "../in-room.ts";
import { askSession, placeOf, rememberSession, SESSION_HEADER, stopWith } from "./ask-session.ts";
import { resultsIn } from "./conversation.ts";
import { responseEvents } from "./response-events.ts";
import { noPreviousResponse, noSuchResponse, readResponseId, type ResponseName } from "./response-id.ts";
import { messageItems, responseOf, type ResponsePlace, stateOf, wholeResponse } from "./response-object.ts";
import { asCompletion, type ResponseRequest } from "./response-request.ts";
import { type AnswerPlace, openCalls, type Said, saidIn } from "./said.ts";

export async function answerResponse(
  call: ChatCall,
  request: ResponseRequest,
  { headers, url }: Request,
): Promise<Response> {
  const asked = asCompletion(request);
  const results = resultsIn(asked.messages);
  const previous = await findPrevious(call, request);
  if (previous !== null && results !== null && results.room !== previous.room.room.id)
    throw new Problem("bad_type", "The results are of another conversation than the previous response.");
  if (previous?.turn.state === "waiting" && results === null)
    throw new Problem(
      "bad_type",
      "The previous response waits for results of its calls. Send them first, alone.",
    );
  const named = previous?.room.room.id ?? headers.get(SESSION_HEADER);
  const session = await askSession(call, asked, named);
  const { room, asked: answer } = session;
  const place: ResponsePlace & AnswerPlace = {
    ...placeOf(session, url, request.model),
    after: Math.max(0, ...(results?.results ?? []).map((each) => numberOf(each.call))),
    request,
    // With the id of the session, the client sends no conversation by which it could be known.
    ended: async (said) => (named === null ? rememberSession(call, asked, room, said) : undefined),
  };
  const told = { [SESSION_HEADER]: room.room.id };
  if (request.stream === true)
    return new Response(streamOf(responseEvents(answer.news, place), stopWith(answer)), {
      headers: { ...told, "content-type": "text/event-stream; charset=utf-8" },
    });
  try {
    return Response.json(await wholeResponse(answer.news, place), { headers: told });
  } finally {
    answer.close();
  }
}

/** The response as its room has it now. */
export async function showResponse(call: ChatCall, id: string, url: string): Promise<Response> {
  const found = await findResponse(call, id, noSuchResponse);
  return Response.json(await storedResponse(found, url));
}

/** Stops the answer. One that has ended stays as it is. */
export async function cancelResponse(call: ChatCall, id: string, url: string): Promise<Response> {
  const { room, name } = await findResponse(call, id, noSuchResponse);
  await runCommand(room, { type: "stop", turn: name.turn });
  return Response.json(await storedResponse(await findResponse(call, id, noSuchResponse), url));
}

interface FoundResponse {
  room: InRoom;
  turn: RoomTurn;
  name: ResponseName;
}

async function findPrevious(
  call: ChatCall,
  { previous_response_id: id }: ResponseRequest,
): Promise<FoundResponse | null> {
  return typeof id === "string" ? findResponse(call, id, noPreviousResponse) : null;
}

async function findResponse(call: ChatCall, id: string, missing: () => Problem): Promise<FoundResponse> {
  const name = readResponseId(id);
  if (name === null) throw missing();
  const room = await findChat(call, name.room).catch((error: unknown) => {
    throw error instanceof Problem && error.code === "not_found" ? missing() : error;
  });
  const { turn } = answered(await roomStub(call.env, name.room).turn(call.principal.user, name.turn));
  if (turn === null) throw missing();
  return { room, turn, name };
}

async function storedResponse({ room, turn, name }: FoundResponse, url: string): Promise<object> {
  const caller = await httpCaller(room);
  const object = roomStub(room.env, room.room.id);
  const message = turn.answer === null ? null : answered(await object.message(caller, turn.answer)).message;
  const created = Math.floor((message?.at ?? Date.now()) / 1_000);
  const place: ResponsePlace = {
    ...{ ...name, organization: room.organization.id, origin: new URL(url).origin },
    ...{ model: turn.agent, created, request: null },
  };
  if (message === null) return responseOf(place, { status: "queued", output: [] });
  const { text, answer } = message;
  const calls = turn.state === "waiting" ? openCalls(await stepsOf(room, message.seq), place) : [];
  if (calls.length > 0) {
    const said: Said = { text, calls, finish: "tool_calls", failure: null, usage: null, message: null };
    return responseOf(place, stateOf(said, place));
  }
  if (answer === undefined || answer.state === "running" || answer.state === "waiting")
    return responseOf(place, { status: "in_progress", output: messageItems(text, "in_progress", place) });
  return responseOf(place, stateOf(saidIn(message, text), place));
}

function numberOf(call: CallId): number {
  return Number(call.slice(call.lastIndexOf(".") + 1));
}
