import type { Env } from "../../bindings/env.ts";
import { chunkIdsOf, readKey, type FileName } from "../records/files.ts";

/** Vectors that one call of Vectorize deletes. */
const MOST_VECTORS = 100;

/**
 * Deletes what stands under a prefix and is not wanted, and before it the vectors that it tells of. Vectors first: a file
 * that is still there is what the next run knows them by.
 */
export async function deleteUnwantedFiles(
  env: Pick<Env, "FILES" | "VECTORIZE" | "VECTORIZE_NEXT">,
  prefix: string,
  isUnwanted: (file: FileName & { uploadedAt: number }) => boolean,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const page: R2Objects = await env.FILES.list({ prefix, ...(cursor === undefined ? {} : { cursor }) });
    const unwanted = page.objects.flatMap(({ key, uploaded }) => {
      const name = readKey(key);
      return name !== null && isUnwanted({ ...name, uploadedAt: uploaded.getTime() }) ? [{ key, name }] : [];
    });
    const ids = unwanted.flatMap(({ name }) => chunkIdsOf(name));
    for (let i = 0; i < ids.length; i += MOST_VECTORS) {
      const some = ids.slice(i, i + MOST_VECTORS);
      await Promise.all([env.VECTORIZE.deleteByIds(some), env.VECTORIZE_NEXT?.deleteByIds(some)]);
    }
    if (unwanted.length > 0) await env.FILES.delete(unwanted.map(({ key }) => key));
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
}
