import type { Document } from "../../../shared/knowledge.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import type { Reader } from "../libraries/libraries.ts";
import { loadLibrary } from "../libraries/load-library.ts";
import { selectOfLibrary } from "../records/documents.ts";

/** Of one library, newest first. */
export async function listDocuments(
  env: Pick<Env, "DB">,
  reader: Reader,
  library: string,
): Promise<Document[]> {
  const { id } = await loadLibrary(env, reader, library);
  return selectOfLibrary(openDirectory(env.DB), reader, id);
}
