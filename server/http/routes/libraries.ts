/** Libraries: every member can create one; its readers see it. */
import * as z from "zod";
import { openDirectory } from "../../directory/directory.ts";
import { watchLibrary } from "../../knowledge/documents/watch-library.ts";
import { sweepLibrary } from "../../knowledge/ingest/sweep-knowledge.ts";
import { listLibraries } from "../../knowledge/libraries/libraries.ts";
import { loadLibrary } from "../../knowledge/libraries/load-library.ts";
import { changeLibrary, createLibrary, deleteLibrary } from "../../knowledge/libraries/manage-libraries.ts";
import { addSamples } from "../../knowledge/samples/add-samples.ts";
import { findPrincipal } from "../../principals/find-principal.ts";
import { readerOf } from "../reader-of.ts";
import { eventsAnswer, jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/libraries.ts";

export const libraries = [
  route({
    method: "GET",
    path: "/libraries",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.library)),
    v1: true,
    about: "Lists the libraries that the caller may read.",
    run: (call) => listLibraries(openDirectory(call.env.DB), readerOf(call)),
  }),
  route({
    method: "POST",
    path: "/libraries",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.newLibrary),
    answer: jsonAnswer(schemas.library, 201),
    v1: true,
    about: "Creates a library.",
    run: (call) => createLibrary(call.env, readerOf(call), call.body, call.idempotencyKey),
  }),
  route({
    method: "GET",
    path: "/libraries/:library",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.library),
    v1: true,
    about: "Returns a library.",
    run: (call) => loadLibrary(call.env, readerOf(call), call.params.library),
  }),
  route({
    method: "PATCH",
    path: "/libraries/:library",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.libraryChange),
    answer: jsonAnswer(schemas.library),
    v1: true,
    about: "Changes the name, the description or the readers of a library.",
    run: (call) => changeLibrary(call.env, readerOf(call), call.params.library, call.body),
  }),
  /** Deletes a library. From now on nobody finds it. Its documents are deleted after the answer. */
  route({
    method: "DELETE",
    path: "/libraries/:library",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    v1: true,
    about: "Deletes a library with all of its documents.",
    run: async (call) => {
      const now = Date.now();
      const deleted = await deleteLibrary(call.env, readerOf(call), call.params.library, now);
      call.waitUntil(sweepLibrary(call.env, deleted, now));
      return null;
    },
  }),
  /** Reports the progress of the library's documents as server-sent events. */
  route({
    method: "GET",
    path: "/libraries/:library/events",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: eventsAnswer,
    v1: true,
    about: "Reports the progress of the documents of a library while they are read.",
    run: (call) => {
      const { env, request, params } = call;
      const isSignedIn = async () => (await findPrincipal(env, request.headers)) !== null;
      return watchLibrary(env, readerOf(call), params.library, isSignedIn);
    },
  }),
  /** The sample library. It is created once for each organization. */
  route({
    method: "POST",
    path: "/samples",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(schemas.library),
    run: (call) => addSamples(call.env, readerOf(call)),
  }),
];
