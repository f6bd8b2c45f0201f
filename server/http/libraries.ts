import { Hono } from "hono";
import type { Library } from "../../shared/knowledge.ts";
import { MAX_LIBRARIES } from "../../shared/limits.ts";
import { openDirectory } from "../directory/directory.ts";
import {
  changeLibrary,
  createLibrary,
  deleteLibrary,
  listLibraries,
} from "../knowledge/libraries/libraries.ts";
import { sweepLibrary } from "../knowledge/ingest/sweep-knowledge.ts";
import { readBody } from "./body.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import { loadLibrary, loadManagedLibrary, readerOf } from "./load-knowledge.ts";
import { changeLibraryShape, createLibraryShape } from "./schemas/knowledge.ts";
import { notFound, Problem } from "../problems/problem.ts";

/** Collections of documents: everyone makes them, their readers see them. */
export const libraries = new Hono<TenantEdge>()
  .get("/", async (c) => ok<Library[]>(c, await listLibraries(openDirectory(c.env.DB), readerOf(c))))
  .post("/", async (c) => {
    const library = await readBody(c, createLibraryShape);
    const made = await createLibrary(
      openDirectory(c.env.DB),
      { reader: readerOf(c), library, isSample: false, idempotencyKey: idempotencyKey(c.req.raw.headers) },
      Date.now(),
    );
    if (made === null)
      throw new Problem("too_many", `An organization has at most ${MAX_LIBRARIES} libraries.`);
    if (made === "gone") throw new Problem("conflict", "The library that this request made is deleted.");
    return ok<Library>(c, made, 201);
  })
  .get("/:library", async (c) => ok<Library>(c, await loadLibrary(c)))
  .patch("/:library", async (c) => {
    const { id } = await loadManagedLibrary(c);
    const change = await readBody(c, changeLibraryShape);
    const changed = await changeLibrary(openDirectory(c.env.DB), readerOf(c), id, change);
    if (changed === null) throw new Problem("conflict", "Somebody has changed this library meanwhile.");
    return ok<Library>(c, changed);
  })
  /** Found by nobody from now on; what it holds is collected behind the answer. */
  .delete("/:library", async (c) => {
    const { id: library } = await loadManagedLibrary(c);
    const { organization } = readerOf(c);
    const now = Date.now();
    if (!(await deleteLibrary(openDirectory(c.env.DB), organization, library, now))) throw notFound();
    c.executionCtx.waitUntil(sweepLibrary(c.env, { organization, library }, now));
    return ok(c, null);
  });
