import { Hono } from "hono";
import type { OrganizationId } from "../../shared/ids.ts";
import type { Library } from "../../shared/knowledge.ts";
import { openDirectory } from "../directory/directory.ts";
import { createLibrary, findLibrary, type Reader } from "../knowledge/libraries/libraries.ts";
import type { Env } from "../bindings/env.ts";
import { SAMPLES } from "../knowledge/samples/samples.ts";
import { addStored, storeText } from "../knowledge/documents/add-document.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { readerOf } from "./load-knowledge.ts";
import { notFound, Problem } from "../problems/problem.ts";

/** The library to try answers with: made once, for everyone in the organization. */
export const samples = new Hono<TenantEdge>().post("/", async (c) => {
  const reader = readerOf(c);
  const directory = openDirectory(c.env.DB);
  const made = await createLibrary(
    directory,
    { reader, library: SAMPLE_LIBRARY, isSample: true, idempotencyKey: undefined },
    Date.now(),
  );
  if (made === null || made === "gone") throw notFound();
  // Also when it was there: the first time may have been cut off in the middle.
  if (made.documents < SAMPLES.length) await addSamples(c.env, made, reader.organization);
  const library = await findLibrary(directory, reader, made.id);
  if (library === null) throw notFound();
  return ok<Library>(c, library);
});

const SAMPLE_LIBRARY: Pick<Library, "name" | "description" | "readers" | "agents" | "rooms"> = {
  name: "Sample handbook",
  description: "The handbook of a small company that sells lamps. It is made up, to try answers with.",
  readers: "all",
  agents: "all",
  rooms: "all",
};

async function addSamples(env: Env, made: Library, organization: OrganizationId): Promise<void> {
  // In the name of its maker, whoever asks and however often: each sample once in a library.
  const reader: Reader = { organization, user: made.createdBy };
  const results = await Promise.allSettled(
    SAMPLES.map(({ title, text }) =>
      addStored(
        { env, reader, library: made.id, idempotencyKey: `${made.id}:${title}` },
        { title, kind: "markdown", source: "sample", language: null, tags: ["sample"] },
        storeText(env, text),
      ),
    ),
  );
  for (const result of results) {
    // One that somebody has deleted stays deleted.
    const isDeleted =
      result.status === "rejected" && result.reason instanceof Problem && result.reason.code === "conflict";
    if (result.status === "rejected" && !isDeleted) throw result.reason;
  }
}
