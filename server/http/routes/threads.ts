/** Threads that the caller follows. Their messages are in `messages.ts`. */
import { roomStub } from "../../bindings/object-stubs.ts";
import { answered, httpCaller, runPlain } from "../in-room.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/threads.ts";
import { seqOf } from "../seq-of.ts";

export const threads = [
  route({
    method: "GET",
    path: "/rooms/:room/threads",
    in: "room",
    needs: "read",
    query: query(schemas.threadsBefore, schemas.THREADS_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.threadList),
    v1: true,
    about: "Lists the threads of a room that the caller follows, the one that changed last first.",
    run: async (call) => {
      const { before, ...asked } = call.query;
      const object = roomStub(call.env, call.room.id);
      return answered(await object.threads(await httpCaller(call), { before: before ?? null, ...asked }));
    },
  }),
  route({
    method: "PATCH",
    path: "/rooms/:room/threads/:message",
    in: "room",
    needs: "read",
    body: jsonBody(schemas.changeThread),
    answer: jsonAnswer(schemas.ownThread),
    v1: "only",
    about: "Marks a thread as read, or says whether the caller follows it.",
    run: async (call) => {
      const target = seqOf(call.params.message);
      const { read, follows } = call.body;
      if (follows !== undefined) await runPlain(call, { type: "thread.follow", target, on: follows });
      if (read !== undefined) await runPlain(call, { type: "thread.read", target, seq: read });
      return answered(await roomStub(call.env, call.room.id).thread(call.principal.user, target));
    },
  }),
];
