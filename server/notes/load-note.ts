import { and, asc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { isDocumentId, type DocumentId } from "../../shared/ids.ts";
import type { Note, NoteCopy, NoteLinks, NoteTitle } from "../../shared/notes.ts";
import type { Env } from "../bindings/env.ts";
import { type Directory, openDirectory } from "../directory/directory.ts";
import { inJsonArray } from "../directory/in-json-array.ts";
import { documents, libraries, noteLinks, notes } from "../directory/schema.ts";
import { notFound } from "../problems/problem.ts";
import { findLibrary, type Reader } from "../knowledge/libraries/libraries.ts";
import { originalKey } from "../knowledge/records/files.ts";
import { findNote, type NoteRow } from "./note-query.ts";

/** Throws `not_found` where the reader has no such note. `id` is what the caller sent. */
export async function loadNoteRow({ DB }: Pick<Env, "DB">, reader: Reader, id: string): Promise<NoteRow> {
  const note = isDocumentId(id) ? await findNote(openDirectory(DB), reader, id) : null;
  if (note === null) throw notFound();
  return note;
}

/** With the text of its newest version, which may not be searchable yet. */
export async function loadNote(env: Pick<Env, "DB" | "FILES">, reader: Reader, id: string): Promise<Note> {
  const { row, text } = await loadWithText(env, reader, id);
  const directory = openDirectory(env.DB);
  const [links, copy] = await Promise.all([linksOf(directory, row), copyOf(directory, reader, row)]);
  return { ...row.summary, text, links, copy, isShared: copy !== null };
}

/** A version's text may be deleted between the two reads, when the next one is stored. */
const TRIES = 3;

export async function loadWithText(
  env: Pick<Env, "DB" | "FILES">,
  reader: Reader,
  id: string,
): Promise<{ row: NoteRow; text: string }> {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await loadNoteRow(env, reader, id);
    const key = { organization: reader.organization, library: row.library, document: row.id };
    const object = await env.FILES.get(originalKey(key, row.version));
    if (object !== null) return { row, text: await object.text() };
  }
  throw notFound();
}

async function linksOf(directory: Directory, { id, library }: NoteRow): Promise<NoteLinks> {
  const rows = await directory
    .select({ kind: noteLinks.kind, target: noteLinks.target, label: noteLinks.label })
    .from(noteLinks)
    .where(eq(noteLinks.note, id))
    .orderBy(asc(noteLinks.place));
  const titles = rows.filter(({ kind }) => kind === "note");
  const files = rows.filter(({ kind }) => kind === "file");
  const [named, backlinks, kept] = await Promise.all([
    notesNamed(
      directory,
      library,
      titles.map(({ target }) => target),
    ),
    backlinksOf(directory, library, id),
    liveDocuments(
      directory,
      library,
      files.map(({ target }) => target),
    ),
  ]);
  return {
    addresses: rows.filter(({ kind }) => kind === "address").map(({ label }) => label),
    notes: titles.map(({ target, label }) => ({ title: label, note: named.get(target) ?? null })),
    backlinks,
    files: kept.map(({ note, title }) => ({ document: note, library, title })),
  };
}

/** The notes with these folded titles: of several with one title, the newest. */
async function notesNamed(
  directory: Directory,
  library: NoteRow["library"],
  titles: string[],
): Promise<Map<string, DocumentId>> {
  if (titles.length === 0) return new Map();
  const rows = await directory
    .select({ title: notes.title, id: documents.id })
    .from(notes)
    .innerJoin(documents, eq(documents.id, notes.document))
    .where(
      and(
        eq(documents.library, library),
        isNull(documents.deletedAt),
        inArray(notes.title, inJsonArray(titles)),
      ),
    )
    .orderBy(asc(documents.createdAt), asc(documents.id));
  return new Map(rows.map(({ title, id }) => [title, id]));
}

async function backlinksOf(
  directory: Directory,
  library: NoteRow["library"],
  note: DocumentId,
): Promise<NoteTitle[]> {
  return directory
    .select({ note: documents.id, title: documents.title })
    .from(noteLinks)
    .innerJoin(documents, eq(documents.id, noteLinks.note))
    .where(
      and(
        eq(noteLinks.kind, "note"),
        sql`${noteLinks.target} = (SELECT title FROM notes WHERE document = ${note})`,
        eq(documents.library, library),
        isNull(documents.deletedAt),
        ne(documents.id, note),
      ),
    )
    .orderBy(asc(documents.title), asc(documents.id));
}

async function liveDocuments(
  directory: Directory,
  library: NoteRow["library"],
  ids: string[],
): Promise<NoteTitle[]> {
  if (ids.length === 0) return [];
  return directory
    .select({ note: documents.id, title: documents.title })
    .from(documents)
    .where(
      and(
        inArray(documents.id, inJsonArray(ids)),
        eq(documents.library, library),
        isNull(documents.deletedAt),
      ),
    )
    .orderBy(asc(documents.createdAt), asc(documents.id));
}

/** Of a library that the reader may not read any more, it has no name. */
async function copyOf(
  directory: Directory,
  reader: Reader,
  { copy, copiedVersion }: NoteRow,
): Promise<NoteCopy | null> {
  if (copy === null) return null;
  const [found] = await directory
    .select({ document: documents.id, library: libraries.id })
    .from(documents)
    .innerJoin(libraries, eq(libraries.id, documents.library))
    .where(and(eq(documents.id, copy), isNull(documents.deletedAt), isNull(libraries.deletedAt)));
  if (found === undefined) return null;
  const library = await findLibrary(directory, reader, found.library);
  return { ...found, libraryName: library?.name ?? "", version: copiedVersion ?? 1 };
}
