/** Parley's local Worker with two additional entry points: one fills a library without ingestion, one retrieves. */
import { retrieve } from "../../../server/knowledge/retrieve/retrieve.ts";
import type { Env } from "../../../server/bindings/env.ts";
import { type DocumentId, makeId } from "../../../shared/ids.ts";
import { storeDocument, storeLibrary } from "../../workers/support/store-document.ts";
import type { BenchPlace } from "../bench-place.ts";
export * from "../../../server/local.ts";

/** A named entry point, so that it is reached without the router. */
export const bench = {
  async fetch(request: Request, env: Env): Promise<Response> {
    switch (new URL(request.url).pathname) {
      case "/make":
        return Response.json(await make(env));
      case "/fill":
        return Response.json(await fill(env, await request.json()));
      case "/state":
        return Response.json(await env.VECTORIZE.describe());
      default: {
        const asked: BenchPlace & { question: string } = await request.json();
        const { organization, library, question } = asked;
        const wanted = { organization, libraries: [library], question, limit: 8, perDocument: 3 };
        return Response.json((await retrieve(env, wanted)).passages.length);
      }
    }
  },
};

export default bench;

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

/** A separate library for each size. */
async function make(env: Env): Promise<BenchPlace> {
  const place = { organization: makeId("org", random), library: makeId("lib", random) };
  await storeLibrary(env, place);
  return place;
}

/** At most 1,000 texts, as one document. */
const fill = (env: Env, { texts, ...place }: BenchPlace & { texts: string[] }): Promise<DocumentId> =>
  storeDocument(env, place, "Abstracts", texts);
