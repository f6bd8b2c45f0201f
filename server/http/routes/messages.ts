/** Messages of a room, and answers of its agents. */
import { isTurnId } from "../../../shared/ids.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import type { CalledCommand, CommandTaken } from "../../bindings/room-answers.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { refuse } from "../../rules/room/errors.ts";
import { messageIdFor, turnIdFor } from "../derived-ids.ts";
import { answered, httpCaller, type InRoom, refused, runCommand, runPlain } from "../in-room.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/messages.ts";
import { seqOf } from "../seq-of.ts";

const message = jsonAnswer(schemas.message);

export const messages = [
  route({
    method: "GET",
    path: "/rooms/:room/messages",
    in: "room",
    needs: "read",
    query: query(schemas.messagesOfBranch, schemas.BRANCH_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.messageList),
    v1: "only",
    about: "Lists messages of the branch that a room shows, or of another one, the newest first.",
    run: async (call) => {
      const { before, limit, ...asked } = call.query;
      const object = roomStub(call.env, call.room.id);
      return answered(await object.messages(await httpCaller(call), before ?? null, limit, asked));
    },
  }),
  route({
    method: "POST",
    path: "/rooms/:room/messages",
    in: "room",
    needs: "write",
    body: jsonBody(schemas.sendMessage),
    answer: jsonAnswer(schemas.sentMessage, 201),
    v1: "only",
    about: "Sends a message.",
    run: async (call) => {
      const id = await messageIdFor(call.idempotencyKey);
      const taken = await runCommand(call, { type: "send", id, ...call.body });
      return { message: messageIn(taken), turns: taken.turns };
    },
  }),
  route({
    method: "GET",
    path: "/rooms/:room/messages/:message",
    in: "room",
    needs: "read",
    body: noBody,
    answer: message,
    v1: "only",
    about: "Returns one message.",
    run: async (call) => {
      const target = seqOf(call.params.message);
      const object = roomStub(call.env, call.room.id);
      return messageIn(answered(await object.message(await httpCaller(call), target)));
    },
  }),
  route({
    method: "PATCH",
    path: "/rooms/:room/messages/:message",
    in: "room",
    needs: "write",
    body: jsonBody(schemas.editMessage),
    answer: message,
    v1: "only",
    about: "Edits one's own message.",
    run: (call) => changed(call, { type: "edit", target: seqOf(call.params.message), ...call.body }),
  }),
  route({
    method: "DELETE",
    path: "/rooms/:room/messages/:message",
    in: "room",
    needs: "write",
    body: noBody,
    answer: message,
    v1: "only",
    about: "Deletes a message.",
    run: (call) => changed(call, { type: "delete", target: seqOf(call.params.message) }),
  }),
  route({
    method: "PUT",
    path: "/rooms/:room/messages/:message/ai",
    in: "room",
    needs: "write",
    body: jsonBody(schemas.markForAi),
    answer: message,
    v1: "only",
    about: "Excludes a message from every model, or allows it again.",
    run: (call) => changed(call, { type: "ai", target: seqOf(call.params.message), ...call.body }),
  }),
  route({
    method: "PUT",
    path: "/rooms/:room/messages/:message/reactions/:emoji",
    in: "room",
    needs: "write",
    body: noBody,
    answer: message,
    v1: "only",
    about: "Adds a reaction to a message.",
    run: (call) => changed(call, reaction(call.params, true)),
  }),
  route({
    method: "DELETE",
    path: "/rooms/:room/messages/:message/reactions/:emoji",
    in: "room",
    needs: "write",
    body: noBody,
    answer: message,
    v1: "only",
    about: "Takes back one's own reaction to a message.",
    run: (call) => changed(call, reaction(call.params, false)),
  }),
  route({
    method: "POST",
    path: "/rooms/:room/messages/:message/answers",
    in: "room",
    needs: "write",
    body: jsonBody(schemas.askForAnswer),
    answer: jsonAnswer(schemas.turn, 201),
    v1: "only",
    about: "Asks an agent for an answer to a message.",
    run: async (call) => {
      const turn = await turnIdFor(call.idempotencyKey);
      const target = seqOf(call.params.message);
      const named = turn === undefined ? {} : { turn };
      return turnIn(await runPlain(call, { type: "ask", target, ...call.body, ...named }));
    },
  }),
  route({
    method: "GET",
    path: "/rooms/:room/turns/:turn",
    in: "room",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.turn),
    v1: "only",
    about: "Returns a turn of an agent and its answer.",
    run: async ({ env, principal, room, params }) => {
      const { turn } = answered(await roomStub(env, room.id).turn(principal.user, turnIdOf(params.turn)));
      return turnIn({ turns: turn === null ? [] : [turn] });
    },
  }),
  /** A turn that has ended stays as it is. */
  route({
    method: "POST",
    path: "/rooms/:room/turns/:turn/stop",
    in: "room",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(schemas.turn),
    v1: "only",
    about: "Stops a running answer, or removes a prompt from the queue.",
    run: async (call) => turnIn(await runPlain(call, { type: "stop", turn: turnIdOf(call.params.turn) })),
  }),
];

async function changed(call: InRoom, command: CalledCommand): Promise<Message> {
  return messageIn(await runCommand(call, command));
}

function messageIn({ message }: { message: Message | null }): Message {
  if (message === null) throw refused(refuse.noSuchMessage());
  return message;
}

function turnIn({ turns: [turn] }: Pick<CommandTaken, "turns">) {
  if (turn === undefined) throw refused(refuse.noSuchTurn());
  return turn;
}

function turnIdOf(text: string) {
  if (!isTurnId(text)) throw refused(refuse.noSuchTurn());
  return text;
}

function reaction(
  { message, emoji }: Readonly<Record<"message" | "emoji", string>>,
  on: boolean,
): CalledCommand {
  return { type: "react", target: seqOf(message), emoji, on };
}
