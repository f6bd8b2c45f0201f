/** A search by a person, over all that they may read: what is found does not tell of other documents, not even by a count. */
import type { LibraryId, OrganizationId } from "../../../shared/ids.ts";
import type { DocumentFilter, SearchHit } from "../../../shared/knowledge.ts";
import type { Passage } from "../../bindings/chunk.ts";
import type { Env } from "../../bindings/env.ts";
import { notFound } from "../../problems/problem.ts";
import { readableLibraries, type Reader } from "../libraries/libraries.ts";
import { kindsOf } from "../records/document-kinds.ts";
import { matchingDocuments } from "../records/matching-documents.ts";
import { markedWords } from "../words/marked-words.ts";
import type { Retrieved, RetrieveRequest } from "../retrieve/request.ts";
import { retrieve } from "../retrieve/retrieve.ts";

export interface Search {
  question: string;
  /** All that the reader may read where it is missing. */
  libraries?: LibraryId[];
  filter?: DocumentFilter;
  limit: number;
  perDocument: number;
  show: "fitting" | "all";
}

export interface Searched extends Retrieved {
  hits: SearchHit[];
  /** How many libraries were looked through. */
  libraries: number;
}

/** Throws `not_found` where the reader may not read one of the libraries. */
export async function searchDocuments(
  env: Env,
  reader: Reader,
  { libraries: wanted, filter, ...search }: Search,
): Promise<Searched> {
  const readable = await readableLibraries(env.DB, reader);
  const libraries = wanted ?? readable;
  if (!libraries.every((library) => readable.includes(library))) throw notFound();
  const { organization } = reader;
  const documents = await documentsOf(env, { organization, libraries }, filter);
  const { passages, confidence } = await retrieve(env, { ...search, ...documents, organization, libraries });
  return {
    passages,
    confidence,
    hits: await hitsOf(env, passages, search.question),
    libraries: libraries.length,
  };
}

async function documentsOf(
  { DB }: Env,
  where: { organization: OrganizationId; libraries: LibraryId[] },
  filter: DocumentFilter | undefined,
): Promise<Pick<RetrieveRequest, "documents">> {
  const isEmpty =
    filter?.kinds === undefined && filter?.languages === undefined && (filter?.tags ?? []).length === 0;
  return filter === undefined || isEmpty ? {} : { documents: await matchingDocuments(DB, where, filter) };
}

async function hitsOf(env: Env, passages: Passage[], question: string): Promise<SearchHit[]> {
  const kinds = await kindsOf(env.DB, [...new Set(passages.map(({ document }) => document))]);
  return passages.map(({ document, library, version, title, place, text, differs, score }) => ({
    document,
    library,
    version,
    title,
    kind: kinds.get(document) ?? "text",
    place,
    text,
    ...(differs === undefined ? {} : { differs: differs.words }),
    score,
    marks: markedWords(text, question),
  }));
}
