/** What is pinned in a room, and earlier versions of a message. */
import { roomStub } from "../../bindings/object-stubs.ts";
import { refuse } from "../../rules/room/errors.ts";
import { answered, httpCaller, type InRoom, refused, runCommand } from "../in-room.ts";
import { jsonAnswer } from "../route-answer.ts";
import { noBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/messages.ts";
import { seqOf } from "../seq-of.ts";
import type { Message } from "../../../shared/protocol/events.ts";

export const roomLife = [
  route({
    method: "GET",
    path: "/rooms/:room/pins",
    in: "room",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.messages),
    v1: true,
    about: "Lists the pinned messages of a room in their order.",
    run: async (call) =>
      answered(await roomStub(call.env, call.room.id).pinned(await httpCaller(call))).items,
  }),
  route({
    method: "PUT",
    path: "/rooms/:room/messages/:message/pin",
    in: "room",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(schemas.message),
    v1: "only",
    about: "Pins a message for everyone in the room.",
    run: (call) => pin(call, call.params.message, true),
  }),
  route({
    method: "DELETE",
    path: "/rooms/:room/messages/:message/pin",
    in: "room",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(schemas.message),
    v1: "only",
    about: "Takes the pin of a message away.",
    run: (call) => pin(call, call.params.message, false),
  }),
  route({
    method: "GET",
    path: "/rooms/:room/messages/:message/versions",
    in: "room",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.messageVersions),
    v1: true,
    about: "Lists the earlier texts of a message that was edited, the oldest first.",
    run: async (call) => {
      const target = seqOf(call.params.message);
      return answered(await roomStub(call.env, call.room.id).versions(await httpCaller(call), target)).items;
    },
  }),
];

async function pin(call: InRoom, seq: string, on: boolean): Promise<Message> {
  const { message } = await runCommand(call, { type: "pin", target: seqOf(seq), on });
  if (message === null) throw refused(refuse.noSuchMessage());
  return message;
}
