/** Chats: questions to an agent, with the session behind each. Also at the short addresses `/api/chat…`. */
import { roomStub } from "../../bindings/object-stubs.ts";
import { type AskedAnswer, askInChat, followRunning } from "../chat/ask-in-chat.ts";
import { agentIdIn, findChat, openChat } from "../chat/chat-session.ts";
import { askUi, questionIn, toUiMessages } from "../chat/ui-messages.ts";
import { uiStream } from "../chat/ui-message-stream.ts";
import { wholeAnswer } from "../chat/whole-answer.ts";
import { messageIdFor } from "../derived-ids.ts";
import { answered, httpCaller, type InRoom, runPlain } from "../in-room.ts";
import { answerOrEvents, eventsOrNothing, jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/chat.ts";
import { roomDetails } from "../schemas/members.ts";
import { nothing } from "../schemas/fields.ts";
import { messagesBefore, MESSAGES_HINT } from "../schemas/messages.ts";
import { eraseConversation } from "../widget/conversations.ts";

export const chat = [
  route({
    method: "POST",
    path: "/chat",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.chatBody, schemas.MAX_CHAT_BODY),
    answer: answerOrEvents(schemas.chatAnswer),
    v1: "only",
    aliases: ["/chat"],
    about: "Asks an agent, and returns its answer whole or as the AI SDK's UI message stream.",
    run: async (call) => {
      const { body, reply } = call;
      if ("messages" in body) {
        const { text } = questionIn(body);
        const room = await openChat(call, { id: body.id, agent: agentIdIn(body.agent), about: text });
        return stream(room, await askUi(room, body), call.request, reply.headers);
      }
      const { message, session = null, agent, model } = body;
      // Without a session, a request that is sent again must find the one that it began.
      const chat = session ?? call.idempotencyKey ?? null;
      const room = await openChat(call, { id: chat, agent: agentIdIn(agent), about: message });
      const id = await messageIdFor(call.idempotencyKey);
      const asked = await askInChat(room, {
        ...{ type: "send", id, text: message },
        ...(model !== undefined && { model }),
      });
      const wantsStream = body.stream ?? call.request.headers.get("accept") === "text/event-stream";
      return wantsStream ? stream(room, asked, call.request, reply.headers) : wholeAnswer(room, asked);
    },
  }),
  /** Continues with an answer that is running, from its beginning. 204: none is. */
  route({
    method: "GET",
    path: "/chat/:session/stream",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: eventsOrNothing,
    v1: "only",
    aliases: ["/chat/:session/stream"],
    about: "Sends the answer that is running in a chat, from its beginning.",
    run: async (call) => {
      const room = await findChat(call, call.params.session);
      const running = await followRunning(room);
      return running === null ? null : stream(room, running, call.request, call.reply.headers);
    },
  }),
  route({
    method: "POST",
    path: "/chat/:session/stop",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    v1: "only",
    aliases: ["/chat/:session/stop"],
    about: "Stops the answer that is running in a chat. Nothing happens if none is.",
    run: async (call) => {
      const room = await findChat(call, call.params.session);
      const running = await followRunning(room);
      running?.close();
      if (running !== null) await runPlain(room, { type: "stop", turn: running.turn });
      return null;
    },
  }),
  route({
    method: "GET",
    path: "/chat/:session/history",
    in: "organization",
    needs: "read",
    query: query(messagesBefore, MESSAGES_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.chatHistory),
    v1: "only",
    aliases: ["/chat/:session/history"],
    about: "Lists the messages of a chat as UI messages of the AI SDK, the oldest first.",
    run: async (call) => {
      const room = await findChat(call, call.params.session);
      const { before, limit } = call.query;
      const object = roomStub(call.env, room.room.id);
      const { items, next } = answered(await object.messages(await httpCaller(room), before ?? null, limit));
      return { session: room.room.id, messages: toUiMessages(items.toReversed()), next };
    },
  }),
  route({
    method: "GET",
    path: "/chat/:session",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(roomDetails),
    v1: "only",
    aliases: ["/chat/:session", "/session/:session"],
    about: "Returns the room behind a chat.",
    run: async (call) => {
      const { room, principal } = await findChat(call, call.params.session);
      const object = roomStub(call.env, room.id);
      return answered(await object.details({ user: principal.user, scopes: principal.scopes }));
    },
  }),
  /** Where others are in it, the caller leaves it, and it stays theirs. */
  route({
    method: "DELETE",
    path: "/chat/:session",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    v1: "only",
    aliases: ["/chat/:session"],
    about: "Deletes a chat and its messages. If other people are in it, the caller leaves it.",
    run: async (call) => {
      const room = await findChat(call, call.params.session);
      if (room.role === "owner" && (await isAlone(room))) await eraseConversation(call.env, room.room);
      else await runPlain(room, { type: "leave" });
      return null;
    },
  }),
];

/** Members that a session of one person and its agents does not have. */
const MANY_MEMBERS = 100;

/** Whether no other person is in it. The room decides who is a member. */
async function isAlone({ env, principal, room }: InRoom): Promise<boolean> {
  const object = roomStub(env, room.id);
  const { items, next } = answered(await object.members(principal.user, null, MANY_MEMBERS));
  return next === null && items.every(({ kind, user }) => kind === "agent" || user === principal.user);
}

function stream(room: InRoom, asked: AskedAnswer, request: Request, headers: Headers) {
  return uiStream(room, asked, new URL(request.url).origin, headers);
}
