/** How notes come to be, change and go. */
import type { LibraryId } from "../../shared/ids.ts";
import type { Document } from "../../shared/knowledge.ts";
import { MAX_TAGS } from "../../shared/limits.ts";
import { readCaptured } from "../../shared/note-text.ts";
import type { ChangeNote, NewNote, Note } from "../../shared/notes.ts";
import type { DocumentKey } from "../bindings/document-key.ts";
import type { Env } from "../bindings/env.ts";
import { openDirectory } from "../directory/directory.ts";
import { Problem } from "../problems/problem.ts";
import { addNote } from "../knowledge/documents/add-document.ts";
import { deleteDocument } from "../knowledge/documents/delete-document.ts";
import { nextNote } from "../knowledge/documents/next-version.ts";
import type { Reader } from "../knowledge/libraries/libraries.ts";
import { openNotesLibrary } from "../knowledge/libraries/notes-library.ts";
import { cleanTitle } from "../knowledge/records/clean-title.ts";
import { loadNote, loadNoteRow } from "./load-note.ts";

/** Who keeps a note. The same key of the same person is the same note. */
export interface Keeping {
  env: Env;
  reader: Reader;
  idempotencyKey: string | undefined;
}

/** Its document: a note of the reader's own, which nobody else finds. */
export async function keepNote(keeping: Keeping, note: NewNote): Promise<Document> {
  const library = await openNotesLibrary(openDirectory(keeping.env.DB), keeping.reader, Date.now());
  return addNoteTo({ ...keeping, library }, note);
}

/** The same in any library to which the reader may add. */
export async function addNoteTo(adding: Keeping & { library: LibraryId }, note: NewNote): Promise<Document> {
  return addNote(adding, { ...readNote(note), context: note.context });
}

/** Throws `bad_type` where nothing visible is written. */
function readNote({ title, text, tags = [] }: NewNote): { title: string; text: string; tags: string[] } {
  if (title !== undefined) return { title, text, tags };
  const captured = readCaptured(text);
  const named = captured === null ? null : cleanTitle(captured.title);
  if (captured === null || named === null) throw new Problem("bad_type", "Nothing is written.");
  const others = captured.tags.filter((tag) => !tags.includes(tag));
  return { title: named, text: captured.text, tags: [...tags, ...others].slice(0, MAX_TAGS) };
}

/** Throws `conflict` where the change is not based on the newest version: nothing is overwritten. */
export async function changeNote(
  { env, reader, idempotencyKey }: Keeping,
  id: string,
  { version, title, text, tags }: ChangeNote,
): Promise<Note> {
  const note = await loadNoteRow(env, reader, id);
  const change = { title, text, ...(tags === undefined ? {} : { tags }) };
  await nextNote({ env, reader, document: note.id, idempotencyKey }, change, version);
  return loadNote(env, reader, id);
}

/** From now on it is found by nobody. Its copy stays for those who read it, unless it is removed first. */
export async function deleteNote(env: Env, reader: Reader, id: string, now: number): Promise<DocumentKey> {
  const note = await loadNoteRow(env, reader, id);
  return deleteDocument(env, reader, note.id, now);
}
