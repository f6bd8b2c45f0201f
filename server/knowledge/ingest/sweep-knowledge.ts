import { and, eq, isNotNull, ne } from "drizzle-orm";
import { INGEST_LEASE } from "../../../shared/limits.ts";
import { openDirectory } from "../../directory/directory.ts";
import { listToRecover } from "../records/ingests.ts";
import type { DocumentKey } from "../../bindings/document-key.ts";
import { documents, libraries } from "../../directory/schema.ts";
import type { Env } from "../../bindings/env.ts";
import { deleteUnwantedFiles } from "../documents/delete-unwanted-files.ts";
import { libraryPrefix } from "../records/files.ts";
import { reembedSome } from "./reembed.ts";
import { recoverDocument } from "../documents/recover-document.ts";

/** Deletes remains of documents and libraries. Run by cron; every step may run at any time. */
export async function sweepKnowledge(env: Env, now: number): Promise<void> {
  const directory = openDirectory(env.DB);
  const deletedLibraries = await directory
    .select({ organization: libraries.organization, library: libraries.id })
    .from(libraries)
    .where(and(isNotNull(libraries.deletedAt), ne(libraries.name, "")))
    .limit(20);
  await each(deletedLibraries, (library) => sweepLibrary(env, library, now));
  const unfinished = await listToRecover(
    directory,
    now,
    deletedLibraries.map(({ library }) => library),
  );
  await each(unfinished, async (key) => void (await recoverDocument(env, key, now)));
  await each([env], async () => void (await reembedSome(env)));
}

/** Deletes the chunks, vectors and files of a deleted library, then its rows when no instance can still work on it. */
export async function sweepLibrary(
  env: Env,
  key: Pick<DocumentKey, "organization" | "library">,
  now: number,
): Promise<void> {
  await env.INDEX.getByName(key.library).clear();
  await deleteUnwantedFiles(env, libraryPrefix(key), () => true);
  const directory = openDirectory(env.DB);
  const [library] = await directory
    .select({ deletedAt: libraries.deletedAt })
    .from(libraries)
    .where(eq(libraries.id, key.library));
  if (library === undefined || library.deletedAt === null || now < library.deletedAt + INGEST_LEASE) return;
  await directory.batch([
    directory.delete(documents).where(eq(documents.library, key.library)),
    // The list of readers stays: answers built on this library remain restricted to them.
    directory
      .update(libraries)
      .set({ name: "", description: "" })
      .where(and(eq(libraries.id, key.library), isNotNull(libraries.deletedAt))),
  ]);
}

/** One failure does not stop the others: the next sweep tries again. */
async function each<Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(items.map(work));
  for (const result of results)
    if (result.status === "rejected") console.error("sweep step failed", { reason: result.reason });
}
