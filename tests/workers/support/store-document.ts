import { chunkId } from "../../../server/bindings/chunk.ts";
import { embedTexts } from "../../../server/knowledge/ingest/embed-chunks.ts";
import { openDirectory } from "../../../server/directory/directory.ts";
import { documents, libraries, organizations } from "../../../server/directory/schema.ts";
import type { Env } from "../../../server/bindings/env.ts";
import {
  type DocumentId,
  type LibraryId,
  makeId,
  type OrganizationId,
  type UserId,
} from "../../../shared/ids.ts";

// The benchmark's Worker uses this file too, so nothing here may need vitest.

interface Place {
  organization: OrganizationId;
  library: LibraryId;
}

/** Number of texts that are embedded in one call. */
const BATCH = 50;

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const creator: UserId = makeId("user", () => new Uint8Array(16));

/** Creates an organization and a library in it that everyone may read. */
export async function storeLibrary({ DB }: Pick<Env, "DB">, place: Place): Promise<void> {
  const db = openDirectory(DB);
  await db
    .insert(organizations)
    .values({
      id: place.organization,
      name: "Some",
      welcomeRoom: makeId("room", random),
      createdBy: creator,
      createdAt: 1,
    })
    .onConflictDoNothing();
  await db.insert(libraries).values({
    id: place.library,
    organization: place.organization,
    name: "Library",
    description: "",
    readers: "all",
    agents: "all",
    rooms: "all",
    createdBy: creator,
    createdAt: 1,
    version: 1,
  });
}

/** Stores a document as ingestion leaves it, with one chunk for each text: row, chunks and vectors. */
export async function storeDocument(
  env: Pick<Env, "DB" | "INDEX" | "VECTORIZE" | "AI" | "AI_GATEWAY" | "EMBEDDING_MODEL">,
  { organization, library }: Place,
  title: string,
  texts: readonly string[],
): Promise<DocumentId> {
  const document = makeId("doc", random);
  await openDirectory(env.DB).insert(documents).values({
    id: document,
    organization,
    library,
    title,
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
  for (let from = 0; from < texts.length; from += BATCH) {
    vectors.push(...(await embedTexts(env, texts.slice(from, from + BATCH))));
  }
  const index = env.INDEX.getByName(library);
  await index.put({ document, version: 1, title }, chunks);
  await index.activate({ document, version: 1, title });
  const metadata = { library, document };
  await env.VECTORIZE.upsert(
    chunks.map(({ id }, i) => ({ id, values: vectors[i] ?? [], namespace: organization, metadata })),
  );
  return document;
}
