import { and, inArray, sql, type SQL } from "drizzle-orm";
import type { DocumentId } from "../../shared/ids.ts";
import { MAX_TAGGED, PAGE_SIZE } from "../../shared/limits.ts";
import type { NoteList, NoteSummary, NoteTag } from "../../shared/notes.ts";
import { isVisible } from "../../shared/text.ts";
import type { Env } from "../bindings/env.ts";
import { openDirectory } from "../directory/directory.ts";
import { inJsonArray } from "../directory/in-json-array.ts";
import { documents, notes } from "../directory/schema.ts";
import type { Reader } from "../knowledge/libraries/libraries.ts";
import { findNotesLibrary } from "../knowledge/libraries/notes-library.ts";
import { foldTitle } from "../knowledge/records/note-rows.ts";
import { searchDocuments } from "../knowledge/search/search-documents.ts";
import { NEWEST, selectNotes } from "./note-query.ts";

export interface AskedNotes {
  q?: string | undefined;
  tag?: string | undefined;
  /** The last note of the page before. */
  cursor?: DocumentId | undefined;
}

/** Newest first. With `q`: notes whose title has its words, then those whose text fits, on one page. */
export async function listNotes(env: Env, reader: Reader, asked: AskedNotes): Promise<NoteList> {
  const { q = "", tag, cursor } = asked;
  if (isVisible(q)) return { items: await searchNotes(env, reader, q, tag), next: null };
  const before =
    cursor === undefined
      ? undefined
      : sql`(${documents.createdAt}, ${documents.id}) <
          ((SELECT created_at FROM documents WHERE id = ${cursor}), ${cursor})`;
  const page = { order: NEWEST, limit: PAGE_SIZE + 1 };
  const rows = await selectNotes(openDirectory(env.DB), reader, and(hasTag(tag), before), page);
  const items = rows.slice(0, PAGE_SIZE).map(({ summary }) => summary);
  return { items, next: rows.length > PAGE_SIZE ? (items.at(-1)?.id ?? null) : null };
}

async function searchNotes(
  env: Env,
  reader: Reader,
  q: string,
  tag: string | undefined,
): Promise<NoteSummary[]> {
  const directory = openDirectory(env.DB);
  const words = foldTitle(q).split(" ");
  const hasWords = and(
    ...words.map((word) => sql`instr(coalesce(${notes.title}, lower(${documents.title})), ${word}) > 0`),
    hasTag(tag),
  );
  const [named, found] = await Promise.all([
    selectNotes(directory, reader, hasWords, { order: NEWEST, limit: PAGE_SIZE }),
    findByText(env, reader, q, tag),
  ]);
  const ids = found.filter((id) => !named.some((note) => note.id === id));
  const rows =
    ids.length === 0
      ? []
      : await selectNotes(directory, reader, inArray(documents.id, inJsonArray(ids)), {
          order: NEWEST,
          limit: PAGE_SIZE,
        });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...named, ...ids.flatMap((id) => byId.get(id) ?? [])]
    .slice(0, PAGE_SIZE)
    .map(({ summary }) => summary);
}

async function findByText(
  env: Env,
  reader: Reader,
  question: string,
  tag: string | undefined,
): Promise<DocumentId[]> {
  const library = await findNotesLibrary(openDirectory(env.DB), reader);
  if (library === null) return [];
  const { hits } = await searchDocuments(env, reader, {
    ...{ question, libraries: [library], limit: PAGE_SIZE, perDocument: 1, show: "all" },
    ...(tag === undefined ? {} : { filter: { tags: [tag] } }),
  });
  return hits.map(({ document }) => document);
}

function hasTag(tag: string | undefined): SQL | undefined {
  return tag === undefined
    ? undefined
    : sql`EXISTS (SELECT 1 FROM json_each(${documents.tags}) WHERE value = ${tag})`;
}

/** The tags of the reader's notes, the most used first. */
export async function listNoteTags({ DB }: Pick<Env, "DB">, reader: Reader): Promise<NoteTag[]> {
  const library = await findNotesLibrary(openDirectory(DB), reader);
  if (library === null) return [];
  return openDirectory(DB).all<NoteTag>(sql`
    SELECT tag.value AS tag, count(*) AS notes FROM documents, json_each(documents.tags) AS tag
    WHERE documents.library = ${library} AND documents.deleted_at IS NULL
    GROUP BY tag.value ORDER BY notes DESC, tag.value LIMIT ${MAX_TAGGED}`);
}
