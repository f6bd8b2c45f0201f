import { sql } from "drizzle-orm";
import type { DocumentId } from "../../shared/ids.ts";
import type { Directory } from "../directory/directory.ts";

/** Remembers which files came with a note. The note has to be there. */
export async function linkFiles(
  directory: Directory,
  note: DocumentId,
  files: readonly { id: DocumentId; title: string }[],
): Promise<void> {
  if (files.length === 0) return;
  const links = files.map(({ id, title }, place) => ({ target: id, label: title, place }));
  await directory.run(sql`
    INSERT INTO note_links (note, kind, target, label, place)
    SELECT ${note}, 'file', link.value ->> 'target', link.value ->> 'label', link.value ->> 'place'
    FROM json_each(${JSON.stringify(links)}) AS link WHERE EXISTS (SELECT 1 FROM notes WHERE document = ${note})
    ON CONFLICT DO NOTHING`);
}
