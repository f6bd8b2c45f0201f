/** Searches only documents that the caller may read. Results contain no sign of other documents, not even in counts. */
import type * as z from "zod";
import type { SearchAnswer, SearchReport } from "../../../shared/knowledge.ts";
import { findAnswer, type SearchAnswered } from "../../ai/standalone/search-answer.ts";
import type { Env } from "../../bindings/env.ts";
import { searchDocuments } from "../../knowledge/search/search-documents.ts";
import { Problem } from "../../problems/problem.ts";
import { searchMessages } from "../../search/search-messages.ts";
import type { Entered } from "../access.ts";
import { readerOf } from "../reader-of.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/search.ts";
import { standaloneProblem } from "../standalone-problem.ts";

/** Maximum number of hits of one document on a page. It is higher than the number of passages for an answer. */
const HITS_PER_DOCUMENT = 5;

export const search = [
  route({
    method: "GET",
    path: "/search",
    in: "organization",
    needs: "read",
    query: query(schemas.searchQuery, schemas.SEARCH_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.searchReport),
    run: reportOf,
  }),
  /** Only messages that the caller may see in their rooms. */
  route({
    method: "GET",
    path: "/search/messages",
    in: "organization",
    needs: "read",
    query: query(schemas.messageQuery, schemas.MESSAGE_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.messageReport),
    v1: true,
    about: "Searches the messages of the rooms that the caller is in.",
    run: (call) => {
      const { offset, ...asked } = call.query;
      const clock = { now: Date.now(), offset };
      return searchMessages(call.env, readerOf(call), { ...asked, clock });
    },
  }),
  /** Returns the answer, its sources and all hits. */
  route({
    method: "POST",
    path: "/search/answer",
    in: "organization",
    needs: "read",
    body: jsonBody(schemas.question),
    answer: jsonAnswer(schemas.searchAnswer),
    v1: true,
    aliases: ["/search"],
    about: "Answers a question from the documents that the caller may read, with sources and hits.",
    run: async (call) => answerOf(await findAnswer(call.env, readerOf(call), call.body)),
  }),
];

/** The same for API clients: one address that returns the answer with its sources and hits. */
export const searchOfPrograms = [
  route({
    method: "GET",
    path: "/search/documents",
    in: "organization",
    needs: "read",
    query: query(schemas.searchQuery, schemas.SEARCH_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.searchReport),
    v1: "only",
    about: "Searches the documents that the caller may read.",
    run: reportOf,
  }),
  route({
    method: "GET",
    path: "/search",
    in: "organization",
    needs: "read",
    query: query(schemas.questionQuery, schemas.QUESTION_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.searchAnswer),
    v1: "only",
    aliases: ["/search"],
    about: "Answers a question from the documents that the caller may read, with sources and hits.",
    refuses: ["blocked"],
    run: async (call) => {
      assertNotFromElsewhere(call.request.headers);
      return answerOf(await findAnswer(call.env, readerOf(call), call.query));
    },
  }),
];

async function reportOf(
  call: Entered["organization"] & { env: Env; query: z.infer<typeof schemas.searchQuery> },
): Promise<SearchReport> {
  const { q: question, kinds, tags, languages, ...asked } = call.query;
  const filter = {
    ...(kinds !== undefined && { kinds }),
    ...(tags !== undefined && { tags }),
    ...(languages !== undefined && { languages }),
  };
  const search = { ...asked, filter, question, perDocument: HITS_PER_DOCUMENT, show: "all" as const };
  const { hits, libraries } = await searchDocuments(call.env, readerOf(call), search);
  return { hits, libraries };
}

/** Refuses requests from other sites: an answer costs money, and a link on another page would send the person's cookie. */
function assertNotFromElsewhere(headers: Headers): void {
  const site = headers.get("sec-fetch-site");
  if (site === "cross-site" || site === "same-site")
    throw new Problem("forbidden", "This page is not allowed to do that.");
}

function answerOf(answered: SearchAnswered): SearchAnswer {
  if (answered.type !== "answered") throw standaloneProblem(answered);
  const { type: _, ...answer } = answered;
  return answer;
}
