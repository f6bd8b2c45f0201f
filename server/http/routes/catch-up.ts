import { catchUp } from "../../ai/standalone/catch-up.ts";
import { findDefaultAgent } from "../../directory/agents.ts";
import { openDirectory } from "../../directory/directory.ts";
import { messagesSinceInRoom } from "../../directory/object-calls.ts";
import { unreadableLibraries } from "../../knowledge/libraries/unreadable-libraries.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/rooms.ts";
import { standaloneProblem } from "../standalone-problem.ts";

export const catchUps = [
  /** "While you were away": summarises the messages that this member may read. */
  route({
    method: "POST",
    path: "/rooms/:room/catch-up",
    in: "room",
    needs: "read",
    body: jsonBody(schemas.catchUpQuestion),
    answer: jsonAnswer(schemas.catchUp),
    v1: true,
    about: "Summarises the messages after the last one that the caller has read.",
    run: async ({ env, principal: { user }, organization: { id: organization }, room, body: { since } }) => {
      const unreadable = await unreadableLibraries(env.DB, { organization, user });
      const { messages, more } = await messagesSinceInRoom(env, room.id, since, unreadable);
      if (messages.length === 0) return { points: [], messages: 0, more: false };
      const { user: agent } = await findDefaultAgent(openDirectory(env.DB), organization);
      const told = await catchUp(env, { organization, user, agent, room: room.id, messages }, Date.now());
      if (told.type !== "told") throw standaloneProblem(told);
      const { points, messages: given } = told;
      return { points, messages: given, more: more || given < messages.length };
    },
  }),
];
