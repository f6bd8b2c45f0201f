/** What is stored of a note beside its document: the beginning of its text, where it was captured, and what it links to. */
import { and, eq, ne, sql, type SQL } from "drizzle-orm";
import type { DocumentId } from "../../../shared/ids.ts";
import { noteTitlesIn, pagesIn } from "../../../shared/note-text.ts";
import type { NoteContext } from "../../../shared/notes.ts";
import { excerptOf } from "../../../shared/text.ts";
import type { Directory } from "../../directory/directory.ts";
import { noteLinks, notes } from "../../directory/schema.ts";
import { fold } from "../words/fold.ts";

/** The form in which titles are compared. */
export const foldTitle = (title: string): string =>
  fold(title.normalize("NFC").toLowerCase()).replace(/\s+/gu, " ").trim();

/**
 * The statements that store it, for a batch with the one that writes the document. They change nothing unless `holds`, a condition on
 * `documents`, is true afterwards, and nothing of a document that is no note of a person.
 */
export function storeNote(
  directory: Directory,
  document: DocumentId,
  { title, text, context }: { title: string; text: string; context?: NoteContext | undefined },
  holds: SQL,
) {
  const isNote = sql`EXISTS (SELECT 1 FROM documents JOIN libraries ON libraries.id = documents.library
    WHERE documents.id = ${document} AND documents.deleted_at IS NULL AND libraries.owner IS NOT NULL AND ${holds})`;
  const links = [
    ...noteTitlesIn(text).map((title) => ({ kind: "note", target: foldTitle(title), label: title })),
    ...pagesIn(text).map((href) => ({ kind: "address", target: href, label: href })),
  ].map((link, place) => ({ ...link, place }));
  return [
    directory
      .insert(notes)
      .select(
        sql`SELECT ${document}, ${foldTitle(title)}, ${excerptOf(text)},
          ${context === undefined ? null : JSON.stringify(context)}, NULL, NULL, 0 WHERE ${isNote}`,
      )
      .onConflictDoUpdate({
        target: notes.document,
        set: { title: sql`excluded.title`, excerpt: sql`excluded.excerpt` },
      }),
    directory.delete(noteLinks).where(and(eq(noteLinks.note, document), ne(noteLinks.kind, "file"), isNote)),
    directory
      .insert(noteLinks)
      .select(
        sql`SELECT ${document}, link.value ->> 'kind', link.value ->> 'target', link.value ->> 'label', link.value ->> 'place'
          FROM json_each(${JSON.stringify(links)}) AS link WHERE ${isNote}`,
      )
      .onConflictDoNothing(),
  ] as const;
}
