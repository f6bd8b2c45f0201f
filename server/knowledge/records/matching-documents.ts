import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { DocumentId, LibraryId, OrganizationId } from "../../../shared/ids.ts";
import type { DocumentFilter } from "../../../shared/knowledge.ts";
import { inJsonArray } from "../../directory/in-json-array.ts";
import { openDirectory } from "../../directory/directory.ts";
import { documents } from "../../directory/schema.ts";

/** The documents that can be searched and match, by library, in the order of their ids. */
export async function matchingDocuments(
  db: D1Database,
  { organization, libraries }: { organization: OrganizationId; libraries: LibraryId[] },
  { kinds, tags = [], languages }: DocumentFilter,
): Promise<Map<LibraryId, DocumentId[]>> {
  const rows = await openDirectory(db)
    .select({ id: documents.id, library: documents.library })
    .from(documents)
    .where(
      and(
        eq(documents.organization, organization),
        inArray(documents.library, inJsonArray(libraries)),
        isNull(documents.deletedAt),
        isNotNull(documents.readyVersion),
        kinds === undefined ? undefined : inArray(documents.kind, kinds),
        languages === undefined ? undefined : inArray(documents.textLanguage, languages),
        ...tags.map((tag) => sql`EXISTS (SELECT 1 FROM json_each(${documents.tags}) WHERE value = ${tag})`),
      ),
    )
    .orderBy(documents.id);
  const found = new Map<LibraryId, DocumentId[]>();
  for (const { id, library } of rows) {
    const known = found.get(library);
    if (known === undefined) found.set(library, [id]);
    else known.push(id);
  }
  return found;
}
