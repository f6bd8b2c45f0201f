/** OpenAI's chat completions, with a session of Parley behind each conversation. */
import type { ChatCall } from "../chat/chat-session.ts";
import { streamOf } from "../feeds/stream-of.ts";
import { askSession, placeOf, rememberSession, SESSION_HEADER, stopWith } from "./ask-session.ts";
import { completionChunks, type CompletionPlace, wholeCompletion } from "./completion-answer.ts";
import type { CompletionRequest } from "./completion-request.ts";

export async function answerCompletion(
  call: ChatCall,
  request: CompletionRequest,
  { headers, url }: Request,
): Promise<Response> {
  const session = await askSession(call, request, headers.get(SESSION_HEADER));
  const { room, asked } = session;
  const place: CompletionPlace = {
    ...placeOf(session, url, request.model),
    withUsage: request.stream_options?.include_usage === true,
    ended: (said) => rememberSession(call, request, room, said),
  };
  const told = { [SESSION_HEADER]: room.room.id };
  if (request.stream === true)
    return new Response(streamOf(completionChunks(asked.news, place), stopWith(asked)), {
      headers: { ...told, "content-type": "text/event-stream; charset=utf-8" },
    });
  try {
    return Response.json(await wholeCompletion(asked.news, place), { headers: told });
  } finally {
    asked.close();
  }
}
