/** Canned answers: everybody of the desk uses them, whoever manages the organization changes them. */
import { type CannedAnswer, MAX_CANNED } from "../../../shared/canned.ts";
import { deskStub } from "../../bindings/object-stubs.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import type { CannedOutcome } from "../../rules/desk/canned.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/canned.ts";
import { nothing } from "../schemas/fields.ts";

export const canned = [
  route({
    method: "GET",
    path: "/desk/canned",
    in: "organization",
    needs: "takeOver",
    body: noBody,
    answer: jsonAnswer(schemas.cannedList),
    run: async ({ env, organization: { id, name } }) => ({
      answers: await deskStub(env, id).canned(),
      organization: name,
    }),
  }),
  route({
    method: "POST",
    path: "/desk/canned",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.newCanned),
    answer: jsonAnswer(schemas.canned, 201),
    run: async ({ env, principal, organization, body: { id, ...words } }) =>
      answerOf(await deskStub(env, organization.id).addCanned(id, words, principal.name)),
  }),
  route({
    method: "PATCH",
    path: "/desk/canned/:canned",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.cannedChange),
    answer: jsonAnswer(schemas.canned),
    run: async ({ env, principal, organization, params, body }) =>
      answerOf(await deskStub(env, organization.id).changeCanned(params.canned, body, principal.name)),
  }),
  route({
    method: "DELETE",
    path: "/desk/canned/:canned",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, organization, params }) => {
      if (!(await deskStub(env, organization.id).deleteCanned(params.canned))) throw notFound();
      return null;
    },
  }),
];

function answerOf(outcome: CannedOutcome): CannedAnswer {
  if ("answer" in outcome) return outcome.answer;
  switch (outcome.refused) {
    case "missing":
      throw notFound();
    case "changed":
      throw new Problem("conflict", "Someone changed this answer in the meantime.");
    case "taken":
      throw new Problem("conflict", "Another answer has this shortcut.");
    case "tooMany":
      throw new Problem("too_many", `A desk has at most ${MAX_CANNED} answers.`);
  }
}
