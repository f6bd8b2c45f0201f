import type { DocumentId } from "../../shared/ids.ts";
import { MAX_QUERY_LENGTH, MAX_RELATED_NOTES } from "../../shared/limits.ts";
import type { NoteTitle } from "../../shared/notes.ts";
import type { Env } from "../bindings/env.ts";
import type { Reader } from "../knowledge/libraries/libraries.ts";
import { searchDocuments } from "../knowledge/search/search-documents.ts";
import { loadWithText } from "./load-note.ts";

/** Other notes of the reader about the same, the closest first: what a search for this note's own words finds. */
export async function relatedNotes(env: Env, reader: Reader, id: string): Promise<NoteTitle[]> {
  const { row, text } = await loadWithText(env, reader, id);
  const question = `${row.summary.title}\n${text}`.slice(0, MAX_QUERY_LENGTH).toWellFormed();
  const { hits } = await searchDocuments(env, reader, {
    ...{ question, libraries: [row.library], filter: { kinds: ["note"] } },
    // The note itself is found too.
    ...{ limit: MAX_RELATED_NOTES + 1, perDocument: 1, show: "fitting" },
  });
  const titles = new Map<DocumentId, string>(hits.map(({ document, title }) => [document, title]));
  titles.delete(row.id);
  return [...titles].slice(0, MAX_RELATED_NOTES).map(([note, title]) => ({ note, title }));
}
