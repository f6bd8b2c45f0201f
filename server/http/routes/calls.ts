/** Calls of agents' tools, as programs of people see them and decide on them. */
import type { RoomTurn } from "../../../shared/api-rooms.ts";
import { type CallId, isCallId } from "../../../shared/protocol/steps.ts";
import { refuse } from "../../rules/room/errors.ts";
import { refused, runPlain, stepsOf } from "../in-room.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/calls.ts";
import { turn } from "../schemas/messages.ts";
import { seqOf } from "../seq-of.ts";

export const calls = [
  route({
    method: "GET",
    path: "/rooms/:room/messages/:message/steps",
    in: "room",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.steps),
    v1: "only",
    about: "Lists the steps of an answer: reasoning, and calls of tools with their arguments and results.",
    run: async (call) => ({ items: [...(await stepsOf(call, seqOf(call.params.message)))] }),
  }),
  /** Only the first decision on a call counts: a second one is a `conflict`, also if it is the same. */
  route({
    method: "POST",
    path: "/rooms/:room/calls/:call/decision",
    in: "room",
    needs: "approve",
    body: jsonBody(schemas.decideCall),
    answer: jsonAnswer(turn),
    v1: "only",
    about: "Allows or refuses a call of a tool that waits for a person. Its id is turn.number.",
    run: async (call): Promise<RoomTurn> => {
      const command = { type: "decide", call: callIdOf(call.params.call), ...call.body } as const;
      const [decided] = (await runPlain(call, command)).turns;
      if (decided === undefined) throw refused(refuse.noSuchCall());
      return decided;
    },
  }),
];

function callIdOf(text: string): CallId {
  if (!isCallId(text)) throw refused(refuse.noSuchCall());
  return text;
}
