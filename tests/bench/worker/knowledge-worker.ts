/** Parley's local Worker with two doors of its own: one that fills a library without ingestion, one that retrieves. */
import { chunkId } from "../../../server/knowledge/chunk.ts";
import { embedTexts } from "../../../server/knowledge/ingest/embed-chunks.ts";
import { retrieve } from "../../../server/knowledge/retrieve/retrieve.ts";
import { openDirectory } from "../../../server/directory/directory.ts";
import { documents, libraries, organizations } from "../../../server/directory/schema.ts";
import type { Env } from "../../../server/env.ts";
import { type DocumentId, makeId, type UserId } from "../../../shared/ids.ts";
import type { BenchPlace } from "../bench-place.ts";
export * from "../../../server/local.ts";

export default {
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

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const creator: UserId = makeId("user", () => new Uint8Array(16));

async function make(env: Env): Promise<BenchPlace> {
  const place = { organization: makeId("org", random), library: makeId("lib", random) };
  const db = openDirectory(env.DB);
  await db.insert(organizations).values({
    id: place.organization,
    name: "Bench",
    welcomeRoom: makeId("room", random),
    createdBy: creator,
    createdAt: 1,
  });
  await db.insert(libraries).values({
    id: place.library,
    organization: place.organization,
    name: "Bench",
    description: "",
    readers: "all",
    agents: "all",
    rooms: "all",
    createdBy: creator,
    createdAt: 1,
    version: 1,
  });
  return place;
}

/** At most 1,000 texts, as one document. */
async function fill(
  env: Env,
  { organization, library, texts }: BenchPlace & { texts: string[] },
): Promise<DocumentId> {
  const document = makeId("doc", random);
  await openDirectory(env.DB).insert(documents).values({
    id: document,
    organization,
    library,
    title: "Abstracts",
    kind: "text",
    source: "upload",
    tags: [],
    state: "ready",
    bytes: 1,
    version: 1,
    readyVersion: 1,
    createdBy: creator,
    createdAt: 1,
    updatedAt: 1,
  });
  const chunks = texts.map((text, number) => ({
    id: chunkId(document, 1, number),
    document,
    version: 1,
    text,
    place: { from: 0, to: text.length },
  }));
  const vectors: number[][] = [];
  for (let from = 0; from < texts.length; from += 50) {
    vectors.push(...(await embedTexts(env, texts.slice(from, from + 50))));
  }
  const index = env.INDEX.getByName(library);
  await index.put({ document, version: 1, title: "Abstracts" }, chunks);
  await index.activate({ document, version: 1, title: "Abstracts" });
  const metadata = { library, document };
  await env.VECTORIZE.upsert(
    chunks.map(({ id }, i) => ({ id, values: vectors[i] ?? [], namespace: organization, metadata })),
  );
  return document;
}
