/**
 * Libraries, documents and what is found in them: shapes of the HTTP surface and of what is cited. All paths below
 * stand under `/api/organizations/:organization`. `docs/knowledge.md` tells the story.
 */
import type { AgentId, DocumentId, LibraryId, OrganizationId, RoomId, UserId } from "./ids.ts";

// ---- libraries

/** Who may read it, by whom it may be used: everyone or all, or those named. */
export type Audience<Id> = "all" | Id[];

export interface Library {
  id: LibraryId;
  name: string;
  description: string;
  /** People who may read it, search it and add to it. Owners and admins always may. */
  readers: Audience<UserId>;
  /** Agents that may answer from it. */
  agents: Audience<AgentId>;
  /** Rooms in which they may; besides, everyone in the room must be a reader. */
  rooms: Audience<RoomId>;
  createdBy: UserId;
  documents: number;
  /** May change and delete it: its maker, owners and admins. */
  mayManage: boolean;
  /** One more for each change. */
  version: number;
}
/**
 * `GET …/libraries` → Library[] (those that one may read) · `POST …/libraries` CreateLibrary → Library (an `Idempotency-Key` makes
 * it once) · `GET …/libraries/:library` → Library · `PATCH …/libraries/:library` ChangeLibrary → Library (another `version`:
 * `conflict`) · `DELETE …/libraries/:library` → null. One that may not be read is `not_found`.
 */
export type CreateLibrary = Pick<Library, "name"> &
  Partial<Pick<Library, "description" | "readers" | "agents" | "rooms">>;
export type ChangeLibrary = Partial<CreateLibrary> & Pick<Library, "version">;

// ---- documents

export type DocumentKind = "markdown" | "text" | "html" | "csv" | "json" | "pdf" | "docx" | "code" | "note";

/** Where a document stands. It is found from `ready` on; a new version leaves the old one found until its own `ready`. */
export type DocumentState = "stored" | "reading" | "cutting" | "embedding" | "indexing" | "ready" | "failed";

/** Why it failed. A closed set: the client says it in words. */
export type DocumentFailure =
  | "too_large"
  | "too_many_pages"
  | "too_long"
  /** Not what it says it is, or of a kind that is not read here. */
  | "wrong_type"
  /** Damaged, encrypted, or made to harm. */
  | "not_readable"
  /** No text in it: a scan. */
  | "no_text"
  /** The address is not allowed, does not answer, or answers with something else. */
  | "not_fetched"
  | "embedding_failed"
  | "internal";

export interface Document {
  id: DocumentId;
  library: LibraryId;
  /** Cleaned: no control or direction characters, at most 200 UTF-16 units. */
  title: string;
  kind: DocumentKind;
  source: "upload" | "note" | "address" | "sample";
  /** Of `source: "address"`. */
  address?: string;
  /** Of `kind: "code"`: `typescript`, `python` … */
  language?: string;
  tags: string[];
  state: DocumentState;
  /** 0 to 1, within `state`. */
  progress: number;
  failure?: DocumentFailure;
  /** Of the original; of a note, its text. */
  bytes: number;
  /** Of a PDF. */
  pages?: number;
  /** Once ready. */
  chunks?: number;
  /** Answers that cited it so far. */
  cited: number;
  /** 1, and one more for each new version that was given. */
  version: number;
  /** The version that is found now; null before the first was ready. */
  readyVersion: number | null;
  createdBy: UserId;
  createdAt: number;
  updatedAt: number;
  /** May change and delete it: who added it, and who manages the library. */
  mayManage: boolean;
}
/**
 * `GET …/libraries/:library/documents` → Document[] (newest first)
 * `POST …/libraries/:library/documents` NewDocument → Document (201)
 * `PUT …/libraries/:library/files` the file itself, `content-type: application/octet-stream`, `x-file-name` percent-encoded,
 *   `content-length` → Document (201). An `Idempotency-Key` makes it once.
 * `PUT …/documents/:document/file` the same, as the next version → Document. An `Idempotency-Key` gives it once.
 * `PUT …/documents/:document/note` NoteText → Document (a note's next version, once for an `Idempotency-Key`)
 * `GET …/documents?ids=doc_a,doc_b` → DocumentId[]: those of them (50 at most) that are there for the person who asks
 * `GET …/documents/:document` → Document · `DELETE …/documents/:document` → null
 * `POST …/documents/:document/retry` → Document (of one that failed)
 * `GET …/documents/:document/text?from=0&length=20000` → DocumentText; with `&marks=1` also its marks, which whoever opens it asks for once
 * `GET …/documents/:document/original` the file, as an attachment
 * `GET …/libraries/:library/events` `text/event-stream`: first `documents` (Document[], all), then `document` (Document) for each
 *   change and `removed` ({ id }) for each deletion. The stream ends by itself after some minutes; EventSource comes back.
 * `POST …/samples` → Library: the sample library with its documents, made once per organization.
 */
export type NewDocument = NoteText | { address: string; tags?: string[] };
export interface NoteText {
  title: string;
  text: string;
  tags?: string[];
}
export interface DocumentText {
  document: DocumentId;
  version: number;
  /** UTF-16 offset of `text` in the document's whole text, which has `total` units. */
  from: number;
  text: string;
  total: number;
  /** Where asked for: what begins where, pages of a PDF, headings, functions. Those of the whole document, in order; at most MAX_MARKS. */
  marks?: Mark[];
}
export interface Mark {
  offset: number;
  kind: "page" | "heading" | "function";
  /** `3`, `Refunds`, `parseFrame`. */
  label: string;
  /** Of a heading, 1 to 6. */
  level?: number;
}

// ---- passages

/** Where in its document a passage stands: UTF-16 offsets into the text of that version, and how a person says it. */
export interface Place {
  from: number;
  to: number;
  /** Of a PDF, from 1. */
  page?: number;
  /** The headings above it, outermost first. */
  headings?: string[];
  /** Of code and plain text: its first line, from 1. */
  line?: number;
}

/** What `[n]` in an answer stands for. */
export interface Citation {
  n: number;
  document: DocumentId;
  library: LibraryId;
  version: number;
  title: string;
  place: Place;
}

/** What an answer's context receipt says of one passage that the model was given, cited or not. */
export interface GivenSource extends Citation {
  tokens: number;
  /** 0 to 1. */
  score: number;
}

// ---- searching

/** `GET …/search?q=…&libraries=lib_a,lib_b&limit=20` → SearchReport */
export interface SearchReport {
  hits: SearchHit[];
  libraries: number;
}
export interface SearchHit {
  document: DocumentId;
  library: LibraryId;
  version: number;
  title: string;
  kind: DocumentKind;
  place: Place;
  text: string;
  /** 0 to 1. */
  score: number;
}
/** `POST …/search/answer` { q, libraries? } → SearchAnswer. Paid by the organization's meter, like an answer in a room. */
export interface SearchAnswer {
  /** Markdown with `[n]`. Empty where nothing was found. */
  answer: string;
  citations: Citation[];
  hits: SearchHit[];
  /** How well the best passages fit, 0 to 1; not how true the answer is. */
  confidence: number;
  /** Questions that the same documents answer, at most 3. */
  followUps: string[];
}

export const knowledgePaths = {
  libraries: (organization: OrganizationId) => `/api/organizations/${organization}/libraries`,
  library: (organization: OrganizationId, library: LibraryId) =>
    `/api/organizations/${organization}/libraries/${library}`,
  documents: (organization: OrganizationId, library: LibraryId) =>
    `/api/organizations/${organization}/libraries/${library}/documents`,
  files: (organization: OrganizationId, library: LibraryId) =>
    `/api/organizations/${organization}/libraries/${library}/files`,
  libraryEvents: (organization: OrganizationId, library: LibraryId) =>
    `/api/organizations/${organization}/libraries/${library}/events`,
  documentsThere: (organization: OrganizationId, documents: DocumentId[]) =>
    `/api/organizations/${organization}/documents?ids=${documents.join(",")}`,
  document: (organization: OrganizationId, document: DocumentId) =>
    `/api/organizations/${organization}/documents/${document}`,
  documentPart: (
    organization: OrganizationId,
    document: DocumentId,
    part: "text" | "original" | "retry" | "file" | "note",
  ) => `/api/organizations/${organization}/documents/${document}/${part}`,
  samples: (organization: OrganizationId) => `/api/organizations/${organization}/samples`,
  search: (organization: OrganizationId, query: string) =>
    `/api/organizations/${organization}/search?q=${encodeURIComponent(query)}`,
  searchAnswer: (organization: OrganizationId) => `/api/organizations/${organization}/search/answer`,
} as const;
