import { inArray } from "drizzle-orm";
import type { DocumentId } from "../../../shared/ids.ts";
import type { DocumentKind } from "../../../shared/knowledge.ts";
import { openDirectory } from "../../directory/directory.ts";
import { documents } from "../../directory/schema.ts";

/** Of at most 100 documents, which the caller may read. */
export async function kindsOf(db: D1Database, ids: DocumentId[]): Promise<Map<DocumentId, DocumentKind>> {
  if (ids.length === 0) return new Map();
  const rows = await openDirectory(db)
    .select({ id: documents.id, kind: documents.kind })
    .from(documents)
    .where(inArray(documents.id, ids));
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}
