/** What people do with libraries. An `id` is what the caller sent; who may not, or finds none, gets a Problem. */
import type { LibraryId, OrganizationId } from "../../../shared/ids.ts";
import type { Library } from "../../../shared/knowledge.ts";
import { MAX_LIBRARIES } from "../../../shared/limits.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import {
  insertLibrary,
  markLibraryDeleted,
  updateLibrary,
  type LibraryChange,
  type NewLibrary,
  type Reader,
} from "./libraries.ts";
import { loadManagedLibrary } from "./load-library.ts";

type Directory = Pick<Env, "DB">;

/** The same key of the same person is the same library. */
export async function createLibrary(
  { DB }: Directory,
  reader: Reader,
  library: NewLibrary["library"],
  idempotencyKey: string | undefined,
): Promise<Library> {
  const wanted = { reader, library, isSample: false, idempotencyKey };
  const made = await insertLibrary(openDirectory(DB), wanted, Date.now());
  if (made === null) throw new Problem("too_many", `An organization has at most ${MAX_LIBRARIES} libraries.`);
  if (made === "gone") throw new Problem("conflict", "The library that this request made is deleted.");
  return made;
}

export async function changeLibrary(
  env: Directory,
  reader: Reader,
  id: string,
  change: LibraryChange,
): Promise<Library> {
  const library = await loadManagedLibrary(env, reader, id);
  const changed = await updateLibrary(openDirectory(env.DB), reader, library.id, change);
  if (changed === null) throw new Problem("conflict", "Someone changed this library in the meantime.");
  return changed;
}

/** From now on it is found by nobody. What it holds is deleted by `sweepLibrary`, which the caller starts. */
export async function deleteLibrary(
  env: Directory,
  reader: Reader,
  id: string,
  now: number,
): Promise<{ organization: OrganizationId; library: LibraryId }> {
  const { id: library } = await loadManagedLibrary(env, reader, id);
  const { organization } = reader;
  if (!(await markLibraryDeleted(openDirectory(env.DB), organization, library, now))) throw notFound();
  return { organization, library };
}
