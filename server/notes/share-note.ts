/** A note is shown to others by a copy in a library: a document of its own, which has nothing of the person's other notes. */
import { eq } from "drizzle-orm";
import type { DocumentId } from "../../shared/ids.ts";
import { withoutNoteLinks } from "../../shared/note-text.ts";
import type { Note } from "../../shared/notes.ts";
import type { DocumentKey } from "../bindings/document-key.ts";
import type { Env } from "../bindings/env.ts";
import { openDirectory } from "../directory/directory.ts";
import { notes } from "../directory/schema.ts";
import { Problem } from "../problems/problem.ts";
import { addNote } from "../knowledge/documents/add-document.ts";
import { deleteDocument } from "../knowledge/documents/delete-document.ts";
import { nextNote } from "../knowledge/documents/next-version.ts";
import type { Reader } from "../knowledge/libraries/libraries.ts";
import { loadLibrary } from "../knowledge/libraries/load-library.ts";
import { findDocument } from "../knowledge/records/documents.ts";
import { loadNote, loadWithText } from "./load-note.ts";

/**
 * Makes the copy, or brings the one that is in this library up to date. One in another library is deleted: `removed` is what it leaves, which
 * the caller deletes.
 */
export async function shareNote(
  env: Env,
  reader: Reader,
  id: string,
  wanted: string,
): Promise<{ note: Note; removed: DocumentKey | null }> {
  const library = await loadLibrary(env, reader, wanted);
  if (library.isNotes) throw new Problem("bad_type", "Choose a library that others read.");
  const { row, text } = await loadWithText(env, reader, id);
  const directory = openDirectory(env.DB);
  const { title, tags } = row.summary;
  const shared = { title, tags, text: withoutNoteLinks(text) };
  const before = row.copy === null ? null : await findDocument(directory, reader, row.copy);
  let copy: DocumentId;
  if (before?.library === library.id) {
    // The request for a version is known by it, so that a repeated request makes no other one.
    const idempotencyKey = `copy of ${row.id} ${row.version}`;
    copy = (await nextNote({ env, reader, document: before.id, idempotencyKey }, shared)).id;
  } else {
    const idempotencyKey = `copy ${row.copies} of ${row.id} in ${library.id}`;
    copy = (await addNote({ env, reader, library: library.id, idempotencyKey }, shared)).id;
  }
  await directory.update(notes).set({ copy, copiedVersion: row.version }).where(eq(notes.document, row.id));
  const isElsewhere = before !== null && before.library !== library.id;
  const removed = isElsewhere ? await deleteDocument(env, reader, before.id, Date.now()) : null;
  return { note: await loadNote(env, reader, id), removed };
}

/** Deletes the copy. Where there is none, nothing happens. A trigger of the deletion forgets it in the note. */
export async function unshareNote(
  env: Env,
  reader: Reader,
  id: string,
): Promise<{ note: Note; removed: DocumentKey | null }> {
  const { copy } = await loadNote(env, reader, id);
  // Whoever may not read the library any more is told so: the copy is still there.
  const removed = copy === null ? null : await deleteCopy(env, reader, copy.document);
  return { note: await loadNote(env, reader, id), removed };
}

async function deleteCopy(env: Env, reader: Reader, copy: DocumentId): Promise<DocumentKey> {
  if ((await findDocument(openDirectory(env.DB), reader, copy)) === null)
    throw new Problem("forbidden", "You cannot read the library of the copy any more. Ask who manages it.");
  return deleteDocument(env, reader, copy, Date.now());
}
