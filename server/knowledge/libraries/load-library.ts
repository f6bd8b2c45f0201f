/** How a library is loaded: through the reader's membership and the library's readers, or not at all. */
import { isLibraryId } from "../../../shared/ids.ts";
import type { Library } from "../../../shared/knowledge.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { findLibrary, type Reader } from "./libraries.ts";

/** Throws `not_found` where there is none, or none for this reader. `id` is what the caller sent. */
export async function loadLibrary({ DB }: Pick<Env, "DB">, reader: Reader, id: string): Promise<Library> {
  const library = isLibraryId(id) ? await findLibrary(openDirectory(DB), reader, id) : null;
  if (library === null) throw notFound();
  return library;
}

/** As `loadLibrary`; throws `forbidden` where the reader may not change it. */
export async function loadManagedLibrary(env: Pick<Env, "DB">, reader: Reader, id: string): Promise<Library> {
  const library = await loadLibrary(env, reader, id);
  if (library.isNotes) throw new Problem("forbidden", "The library of your notes cannot be changed.");
  if (!library.mayManage)
    throw new Problem("forbidden", "Only the creator of the library, owners and admins can do this.");
  return library;
}
