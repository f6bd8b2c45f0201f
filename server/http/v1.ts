/**
 * The same resources for programs, under addresses that stay: the organization is `?organization=…`, or the only one that the
 * person is in.
 */
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import { isLibraryId, isOrganizationId } from "../../shared/ids.ts";
import type { Document } from "../../shared/knowledge.ts";
import { openDirectory } from "../directory/directory.ts";
import { findLibrary } from "../knowledge/libraries/libraries.ts";
import { findMembership, listOrganizations } from "../directory/organizations.ts";
import { addAddress, addNote } from "../knowledge/documents/add-document.ts";
import { readBody } from "./body.ts";
import { documents, libraryDocuments } from "./documents.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import { readerOf } from "./load-knowledge.ts";
import { newDocumentShape } from "./schemas/knowledge.ts";
import { libraries } from "./libraries.ts";
import { libraryEvents } from "./library-events.ts";
import { signedIn } from "./middleware/identity.ts";
import { requestRate } from "./middleware/limits.ts";
import { onlyMethods } from "./middleware/methods.ts";
import { notFound, Problem } from "../problems/problem.ts";
import { answerQuestion } from "./search.ts";
import { documentFile, libraryFiles } from "./uploads.ts";

const tenantOfQuery = createMiddleware<TenantEdge>(async (c, next) => {
  const directory = openDirectory(c.env.DB);
  const named = c.req.query("organization");
  const all = named === undefined ? await listOrganizations(directory, c.var.user.id) : [];
  if (named === undefined && all.length !== 1) throw new Problem("bad_type", "Say which organization.");
  const id = named ?? all[0]?.id;
  const membership = isOrganizationId(id) ? await findMembership(directory, id, c.var.user.id) : null;
  if (membership === null) throw notFound();
  c.set("membership", membership);
  await next();
});

/** An answer costs money: a link on another page must not ask for one with somebody's cookie. */
const notFromElsewhere = createMiddleware<TenantEdge>(async (c, next) => {
  const site = c.req.header("sec-fetch-site");
  if (site === "cross-site" || site === "same-site")
    throw new Problem("forbidden", "This page may not do that.");
  await next();
});

const toLibrary = z.object({ library: z.string().refine(isLibraryId) });

export const v1 = new Hono<TenantEdge>()
  .use(signedIn, requestRate, tenantOfQuery)
  .use("/search", onlyMethods("GET"), notFromElsewhere)
  .use("/ingest", onlyMethods("POST"))
  /** `?q=…&libraries=…` → SearchAnswer: the answer, its sources, and all hits. */
  .get("/search", async (c) => {
    const wanted = c.req.query("libraries")?.split(",").filter(Boolean);
    return answerQuestion(c, { q: c.req.query("q"), ...(wanted === undefined ? {} : { libraries: wanted }) });
  })
  /** `{ library }` and a NewDocument → Document, on its way: `…/libraries/:library/events` tells how it goes. */
  .post("/ingest", async (c) => {
    const body = await readBody(c, z.intersection(toLibrary, newDocumentShape));
    const library = await findLibrary(openDirectory(c.env.DB), readerOf(c), body.library);
    if (library === null) throw notFound();
    const adding = {
      env: c.env,
      reader: readerOf(c),
      library: library.id,
      idempotencyKey: idempotencyKey(c.req.raw.headers),
    };
    const { tags = [] } = body;
    const added =
      "address" in body
        ? await addAddress(adding, { address: body.address, tags })
        : await addNote(adding, { title: body.title, text: body.text, tags });
    return ok<Document>(c, added, 201);
  })
  .route("/libraries", libraries)
  .route("/libraries/:library/documents", libraryDocuments)
  .route("/libraries/:library/files", libraryFiles)
  .route("/libraries/:library/events", libraryEvents)
  .route("/documents", documents)
  .route("/documents/:document/file", documentFile);
