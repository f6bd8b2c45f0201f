import { type Context, Hono } from "hono";
import { z } from "zod";
import { isLibraryId, type LibraryId } from "../../shared/ids.ts";
import type { Citation, SearchAnswer, SearchHit, SearchReport } from "../../shared/knowledge.ts";
import {
  MAX_LIBRARIES,
  MAX_QUERY_LENGTH,
  MAX_SOURCES,
  MAX_SOURCES_PER_DOCUMENT,
} from "../../shared/limits.ts";
import { findDefaultAgent } from "../directory/agents.ts";
import { openDirectory } from "../directory/directory.ts";
import { kindsOf } from "../knowledge/records/document-kinds.ts";
import { readableLibraries } from "../knowledge/libraries/libraries.ts";
import type { Env } from "../bindings/env.ts";
import { answerSearch } from "../ai/standalone/answer-search.ts";
import type { Passage } from "../bindings/chunk.ts";
import { followUps } from "../ai/standalone/follow-ups.ts";
import { retrieve } from "../knowledge/retrieve/retrieve.ts";
import type { Retrieved } from "../knowledge/retrieve/request.ts";
import { asideProblem } from "./standalone-problem.ts";
import { readBody } from "./body.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { notFound, Problem } from "../problems/problem.ts";

const query = z.string().trim().min(1).max(MAX_QUERY_LENGTH);
const libraryIds = z.array(z.string().refine(isLibraryId)).max(MAX_LIBRARIES);
const asked = z.object({ q: query, libraries: libraryIds.optional() });
const limits = z.coerce.number().int().min(1).max(20);
/** A page of hits may show more of one document than an answer is built on. */
const HITS_PER_DOCUMENT = 5;

/** Over all that one may read. What a word finds depends on that alone: nothing of others shows, not even in a count. */
export const search = new Hono<TenantEdge>()
  .get("/", async (c) => {
    const q = query.safeParse(c.req.query("q"));
    const limit = limits.safeParse(c.req.query("limit") ?? "20");
    const wanted = libraryIds.optional().safeParse(c.req.query("libraries")?.split(",").filter(Boolean));
    if (!q.success || !limit.success || !wanted.success)
      throw new Problem("bad_type", `Ask with q (1 to ${MAX_QUERY_LENGTH} characters) and limit (1 to 20).`);
    const libraries = await mine(c.env, c.var, wanted.data);
    const { passages } = await look(c.env, c.var, {
      question: q.data,
      libraries,
      limit: limit.data,
      perDocument: HITS_PER_DOCUMENT,
    });
    return ok<SearchReport>(c, { hits: await hitsOf(c.env, passages), libraries: libraries.length });
  })
  .post("/answer", async (c) => answerQuestion(c, await readBody(c, z.unknown())));

/** `{ q, libraries? }`, from wherever it comes. */
export async function answerQuestion(c: Context<TenantEdge>, question: unknown): Promise<Response> {
  const parsed = asked.safeParse(question);
  if (!parsed.success) throw new Problem("bad_type", `Ask with q (1 to ${MAX_QUERY_LENGTH} characters).`);
  return answered(c, parsed.data);
}

async function answered(
  c: Context<TenantEdge>,
  { q: question, libraries: wanted }: z.infer<typeof asked>,
): Promise<Response> {
  const { user, membership } = c.var;
  const organization = membership.organization.id;
  const libraries = await mine(c.env, c.var, wanted);
  const { passages, confidence } = await look(c.env, c.var, {
    question,
    libraries,
    limit: MAX_SOURCES,
    perDocument: MAX_SOURCES_PER_DOCUMENT,
  });
  const hits = await hitsOf(c.env, passages);
  if (passages.length === 0) {
    return ok<SearchAnswer>(c, { answer: "", citations: [], hits, confidence: 0, followUps: [] });
  }
  const { user: agent } = await findDefaultAgent(openDirectory(c.env.DB), organization);
  const answered = await answerSearch(
    c.env,
    { organization, user: user.id, agent, question, passages },
    Date.now(),
  );
  if (answered.type !== "answered") throw asideProblem(answered);
  const { text: answer, cited } = answered;
  return ok<SearchAnswer>(c, {
    answer,
    citations: citationsOf(passages, cited),
    hits,
    confidence,
    followUps: followUps(passages, cited),
  });
}

type Who = Pick<TenantEdge["Variables"], "user" | "membership">;

/** Those that the person may read, or of these the wanted ones; a foreign one is as if there were none. */
async function mine(
  env: Env,
  { user, membership }: Who,
  wanted: LibraryId[] | undefined,
): Promise<LibraryId[]> {
  const all = await readableLibraries(env.DB, { organization: membership.organization.id, user: user.id });
  if (wanted === undefined) return all;
  if (!wanted.every((library) => all.includes(library))) throw notFound();
  return wanted;
}

async function look(
  env: Env,
  { membership }: Who,
  request: { question: string; libraries: LibraryId[]; limit: number; perDocument: number },
): Promise<Retrieved> {
  if (request.libraries.length === 0) return { passages: [], confidence: 0 };
  return retrieve(env, { ...request, organization: membership.organization.id });
}

async function hitsOf(env: Env, passages: Passage[]): Promise<SearchHit[]> {
  const kinds = await kindsOf(env.DB, [...new Set(passages.map(({ document }) => document))]);
  return passages.map(({ document, library, version, title, place, text, score }) => ({
    document,
    library,
    version,
    title,
    kind: kinds.get(document) ?? "text",
    place,
    text,
    score,
  }));
}

function citationsOf(passages: Passage[], cited: number[]): Citation[] {
  return passages.flatMap(({ document, library, version, title, place }, i) =>
    cited.includes(i + 1) ? [{ n: i + 1, document, library, version, title, place }] : [],
  );
}
