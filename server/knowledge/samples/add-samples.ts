import type { OrganizationId } from "../../../shared/ids.ts";
import type { Library } from "../../../shared/knowledge.ts";
import { ALL_SCOPES } from "../../../shared/permissions.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { addStored } from "../documents/add-document.ts";
import { storeText } from "../documents/store-original.ts";
import { insertLibrary, type Reader } from "../libraries/libraries.ts";
import { loadLibrary } from "../libraries/load-library.ts";
import { SAMPLES } from "./samples.ts";

const SAMPLE_LIBRARY: Pick<Library, "name" | "description" | "readers" | "agents" | "rooms"> = {
  name: "Sample handbook",
  description: "The handbook of a small company that sells lamps. It is made up, to try answers with.",
  readers: "all",
  agents: "all",
  rooms: "all",
};

/** Creates the sample library once, readable by everyone in the organization. */
export async function addSamples(env: Env, reader: Reader): Promise<Library> {
  const wanted = { reader, library: SAMPLE_LIBRARY, isSample: true, idempotencyKey: undefined };
  const made = await insertLibrary(openDirectory(env.DB), wanted, Date.now());
  if (made === null || made === "gone") throw notFound();
  // Also for an existing library: the first attempt may have been interrupted.
  if (made.documents < SAMPLES.length) await addDocuments(env, made, reader.organization);
  return loadLibrary(env, reader, made.id);
}

async function addDocuments(env: Env, made: Library, organization: OrganizationId): Promise<void> {
  // Documents are added in the name of the library's creator, so that each sample exists once whoever asks.
  const reader: Reader = { organization, user: made.createdBy, scopes: ALL_SCOPES };
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
    // A sample that was deleted stays deleted.
    const isDeleted =
      result.status === "rejected" && result.reason instanceof Problem && result.reason.code === "conflict";
    if (result.status === "rejected" && !isDeleted) throw result.reason;
  }
}
