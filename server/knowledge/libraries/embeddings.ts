/** Which documents have vectors of which model. */
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { DocumentId, LibraryId, OrganizationId } from "../../../shared/ids.ts";
import type { Directory } from "../../directory/directory.ts";
import { documents } from "../../directory/schema.ts";

/** A version of a document that is found now. */
export interface Embedding {
  organization: OrganizationId;
  library: LibraryId;
  document: DocumentId;
  title: string;
  version: number;
  chunks: number;
}

/** Ready ones without vectors of this model, in no order: one that fails again and again is not always the first. */
export async function listNotEmbedded(
  directory: Directory,
  model: string,
  most: number,
): Promise<Embedding[]> {
  const rows = await directory
    .select({
      organization: documents.organization,
      library: documents.library,
      document: documents.id,
      title: documents.title,
      version: documents.readyVersion,
      chunks: documents.chunks,
    })
    .from(documents)
    .where(
      and(
        isNotNull(documents.readyVersion),
        isNull(documents.deletedAt),
        sql`NOT EXISTS (SELECT 1 FROM json_each(${documents.embedded}) WHERE value = ${model})`,
      ),
    )
    .orderBy(sql`random()`)
    .limit(most);
  return rows.map(({ version, chunks, ...key }) => ({ ...key, version: version ?? 0, chunks: chunks ?? 0 }));
}

/** False, and nothing is noted, of a version that is not the one that is found any more. */
export async function markEmbedded(
  directory: Directory,
  { document, version }: Embedding,
  model: string,
): Promise<boolean> {
  const noted = await directory
    .update(documents)
    .set({ embedded: sql`json_insert(${documents.embedded}, '$[#]', ${model})` })
    .where(and(eq(documents.id, document), eq(documents.readyVersion, version), isNull(documents.deletedAt)))
    .returning({ id: documents.id });
  return noted.length > 0;
}
