import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { reembedSome } from "../../server/knowledge/ingest/reembed.ts";
import type { Env } from "../../server/bindings/env.ts";
import type { LocalVectorIndex } from "../../server/local/local-vector-index.ts";
import { LocalVectorize } from "../../server/local/local-vectorize.ts";
import { packKey } from "../../server/knowledge/records/files.ts";
import { chunkId } from "../../server/bindings/chunk.ts";
import { knowledgePaths, type SearchReport } from "../../shared/knowledge.ts";
import { addNote, settled, teamWithLibrary } from "./support/library.ts";
import { until } from "../support/eventually.ts";

const NEXT = "@cf/baai/bge-base-en-v1.5";

/** The stand-in index as it is bound, but for another embedding model. */
function nextIndex() {
  if (!("LOCAL_VECTORS" in env)) throw new Error("not the local environment");
  return new LocalVectorize(createExecutionContext(), {
    LOCAL_VECTORS: env.LOCAL_VECTORS as DurableObjectNamespace<LocalVectorIndex>,
    EMBEDDING_MODEL: NEXT,
  });
}

test("INGEST-8: the next model's index is filled beside the one that is searched, once", async () => {
  const { ada, organization, library } = await teamWithLibrary();
  const shelf = { organization, library: library.id };
  const first = await settled(
    ada,
    organization,
    await addNote(ada, shelf, "Coffee", "The machine is cleaned on Tuesdays."),
  );
  const gone = await settled(
    ada,
    organization,
    await addNote(ada, shelf, "Tea", "The kettle is by the window."),
  );
  await ada.must(ada.send("DELETE", knowledgePaths.document(organization, gone.id)));

  const index = nextIndex();
  const changing: Env = { ...env, VECTORIZE_NEXT: index as unknown as Vectorize, EMBEDDING_MODEL_NEXT: NEXT };
  // Documents of other tests are in the same directory.
  while ((await reembedSome(changing)) > 0);
  await until(async () => (await index.getByIds([chunkId(first.id, 1, 0)])).length === 1);
  const [vector] = await index.getByIds([chunkId(first.id, 1, 0), chunkId(gone.id, 1, 0)]);
  expect(vector).toMatchObject({
    namespace: organization,
    metadata: { library: library.id, document: first.id },
  });
  expect(vector?.values).toHaveLength(768);
  expect(await index.getByIds([chunkId(gone.id, 1, 0)])).toEqual([]);
  expect(await reembedSome(changing)).toBe(0);

  const found = () =>
    ada.must(ada.get<SearchReport>(knowledgePaths.search(organization, "when is the machine cleaned")));
  expect((await found()).hits[0]).toMatchObject({ document: first.id });
  // The two indexes have been exchanged, so there is nothing left to do.
  expect(await reembedSome({ ...env, EMBEDDING_MODEL: NEXT, VECTORIZE: index as unknown as Vectorize })).toBe(
    0,
  );
});

test("INGEST-8: without a next model, what has no vectors of today's gets them", async () => {
  const { ada, organization, library } = await teamWithLibrary();
  const note = await addNote(
    ada,
    { organization, library: library.id },
    "Coffee",
    "The machine is cleaned on Tuesdays.",
  );
  const { id } = await settled(ada, organization, note);
  await env.DB.prepare("UPDATE documents SET embedded = '[]' WHERE id = ?").bind(id).run();
  expect(await reembedSome(env)).toBe(1);
  const row = await env.DB.prepare("SELECT embedded FROM documents WHERE id = ?").bind(id).first("embedded");
  expect(row).toBe(JSON.stringify([env.EMBEDDING_MODEL]));
});

test("INGEST-8: one that fails holds up no other, and of one that goes meanwhile no vectors stay", async () => {
  const { ada, organization, library } = await teamWithLibrary();
  const shelf = { organization, library: library.id };
  const add = async (title: string) =>
    settled(ada, organization, await addNote(ada, shelf, title, `${title} is on the shelf.`));
  const [broken, fleeting, lasting] = [await add("Coffee"), await add("Tea"), await add("Milk")];
  await env.FILES.put(packKey({ ...shelf, document: broken.id }, 1, 0), "no JSON");
  const index = nextIndex();
  const fill = async (vectors: VectorizeVector[]) => {
    const mutation = await index.upsert(vectors);
    const isFleeting = vectors.some(({ id }) => id === chunkId(fleeting.id, 1, 0));
    if (isFleeting) await ada.must(ada.send("DELETE", knowledgePaths.document(organization, fleeting.id)));
    return mutation;
  };
  const filling = { upsert: fill, deleteByIds: (ids: string[]) => index.deleteByIds(ids) };
  const changing: Env = {
    ...env,
    VECTORIZE_NEXT: filling as unknown as Vectorize,
    EMBEDDING_MODEL_NEXT: NEXT,
  };
  while ((await reembedSome(changing)) > 0);
  const ids = [broken, fleeting, lasting].map(({ id }) => chunkId(id, 1, 0));
  await until(async () => (await index.getByIds(ids)).length > 0);
  await until(async () => (await index.getByIds(ids)).map(({ id }) => id).join() === ids[2]);
});
