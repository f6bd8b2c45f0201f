import type { LibraryId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import { listedLibraries, type Reader } from "../../knowledge/libraries/libraries.ts";
import { notFound } from "../../problems/problem.ts";

/** Nobody shows visitors what they may not read themselves. */
export async function assertReadable(
  env: Env,
  reader: Reader,
  libraries: readonly LibraryId[],
): Promise<void> {
  if (libraries.length === 0) return;
  const readable = new Set(await listedLibraries(env.DB, reader));
  if (!libraries.every((id) => readable.has(id))) throw notFound();
}
