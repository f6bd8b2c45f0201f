/**
 * Libraries, documents and search results: types of the HTTP API and of citations. All paths below begin with
 * `/api/organizations/:organization`. See `docs/knowledge.md`.
 */
import type { AgentId, DocumentId, LibraryId, OrganizationId, RoomId, UserId } from "./ids.ts";

// ---- libraries

/** Who may read a library or use it: everyone, or the listed ids. */
export type Audience<Id> = "all" | Id[];

export interface Library {
  id: LibraryId;
  name: string;
  description: string;
  /** People who may read it, search it and add to it. Owners and admins always may. */
  readers: Audience<UserId>;
  /** Agents that may answer from it. */
  agents: Audience<AgentId>;
  /** Rooms in which agents may answer from it. In addition, everyone in the room must be a reader. */
  rooms: Audience<RoomId>;
  createdBy: UserId;
  documents: number;
  /** Whether it holds the notes of a person, who alone reads it. It is in no list. See `shared/notes.ts`. */
  isNotes: boolean;
  /** Whether this person may change and delete it: its creator, owners and admins. */
  mayManage: boolean;
  /** Increases by one with each change. */
  version: number;
}
/**
 * `GET …/libraries` → Library[] (those that the person may read) · `POST …/libraries` CreateLibrary → Library (with an
 * `Idempotency-Key`, created once) · `GET …/libraries/:library` → Library · `PATCH …/libraries/:library` ChangeLibrary →
 * Library (another `version`: `conflict`) · `DELETE …/libraries/:library` → null. A library that the person may not read is
 * `not_found`.
 */
export type CreateLibrary = Pick<Library, "name"> &
  Partial<Pick<Library, "description" | "readers" | "agents" | "rooms">>;
export type ChangeLibrary = Partial<CreateLibrary> & Pick<Library, "version">;

// ---- documents

export type DocumentKind =
  | "markdown"
  | "text"
  | "html"
  | "csv"
  | "json"
  | "pdf"
  | "docx"
  | "odt"
  | "spreadsheet"
  | "presentation"
  | "book"
  | "rtf"
  | "email"
  | "notebook"
  | "feed"
  | "code"
  | "note";

/**
 * Progress of a document. It can be found from `ready` on. While a new version is processed, the old one is found until the new
 * one is `ready`.
 */
export type DocumentState = "stored" | "reading" | "cutting" | "embedding" | "indexing" | "ready" | "failed";

/** Reason of a failure. A closed set: the client translates it into words. */
export type DocumentFailure =
  | "too_large"
  | "too_many_pages"
  | "too_long"
  /** The bytes do not match the declared type, or the type is not supported. */
  | "wrong_type"
  /** Word, Excel or PowerPoint of before 2007. */
  | "old_office"
  /** A message as Outlook stores it. */
  | "outlook_message"
  | "picture"
  /** Several files that were packed together. */
  | "archive"
  /** Protected by a password. */
  | "encrypted"
  /** Damaged, or malicious. */
  | "not_readable"
  | "no_text"
  /** A PDF whose pages are pictures. */
  | "scan"
  /** The address is not allowed, does not answer, or returns an unsupported type. */
  | "not_fetched"
  | "embedding_failed"
  | "internal";

/** What of a file is not in its text, though the file was read. */
export type DocumentNotice =
  /** Pages that are pictures, as first and last page, from 1. */
  | { type: "pages_without_text"; pages: [from: number, to: number][] }
  /** Text that the file holds but does not show to people. */
  | { type: "hidden_text_left_out" }
  /** Lines of JSON Lines that are no JSON, and the number of the first, from 1. */
  | { type: "lines_not_read"; count: number; first: number }
  | { type: "attachments_not_read"; count: number };

export interface Document {
  id: DocumentId;
  library: LibraryId;
  /** Cleaned: no control or direction characters, at most 200 UTF-16 units. */
  title: string;
  kind: DocumentKind;
  source: "upload" | "note" | "address" | "sample";
  /** For `source: "address"`. */
  address?: string;
  /** For `kind: "code"`: `typescript`, `python` … */
  language?: string;
  /** The language of the text, ISO 639-1. Missing where it is not known, and for documents that were read by an older version. */
  textLanguage?: string;
  tags: string[];
  state: DocumentState;
  /** 0 to 1, within `state`. */
  progress: number;
  failure?: DocumentFailure;
  /** Empty until it was read. */
  notices: DocumentNotice[];
  /** Size of the original; for a note, of its text. */
  bytes: number;
  /** For a PDF. */
  pages?: number;
  /** Once ready. */
  chunks?: number;
  /** Number of answers that have cited it. */
  cited: number;
  /** Starts at 1 and increases by one with each new version. */
  version: number;
  /** The version that can be found now; null until the first is ready. */
  readyVersion: number | null;
  createdBy: UserId;
  createdAt: number;
  updatedAt: number;
  /** Whether this person may change and delete it: those who added it or manage the library. */
  mayManage: boolean;
}
/**
 * `GET …/libraries/:library/documents` → Document[] (newest first)
 * `POST …/libraries/:library/documents` NewDocument → Document (201)
 * `PUT …/libraries/:library/files` the file itself, `content-type: application/octet-stream`, `x-file-name` percent-encoded,
 *   `content-length` → Document (201). With an `Idempotency-Key`, created once. `?sameName=`, where the library has a file of
 *   this name: `keep` (default) adds another document, `version` makes this the next version of the newest one that the person
 *   may change, `refuse` answers `conflict`.
 * `PUT …/documents/:document/file` the same, as the next version → Document. With an `Idempotency-Key`, added once.
 * `PUT …/documents/:document/note` NoteText → Document (a note's next version; with an `Idempotency-Key`, added once)
 * `GET …/documents?ids=doc_a,doc_b` → DocumentId[]: those of at most 50 ids that exist for this person
 * `GET …/documents/:document` → Document · `DELETE …/documents/:document` → null
 * `POST …/documents/:document/retry` → Document (of one that failed)
 * `GET …/documents/:document/text?from=0&length=20000` → DocumentText; with `&marks=1` also its marks, which a client
 *   requests once per document
 * `GET …/documents/:document/original` the file, as an attachment
 * `GET …/libraries/:library/events` `text/event-stream`: first `documents` (Document[], all), then `document` (Document) for
 *   each change and `removed` ({ id }) for each deletion. The stream ends after some minutes; EventSource reconnects.
 * `POST …/samples` → Library: the sample library with its documents, created once per organization.
 */
export type NewDocument = NoteText | { address: string; tags?: string[] };
export const SAME_NAME = ["keep", "version", "refuse"] as const;
export type SameName = (typeof SAME_NAME)[number];
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
  /** If requested: positions of PDF pages, headings and functions in the whole document, in order; at most MAX_MARKS. */
  marks?: Mark[];
}
export interface Mark {
  offset: number;
  kind: "page" | "heading" | "function";
  /** `3`, `Refunds`, `parseFrame`. */
  label: string;
  /** For a heading, 1 to 6. */
  level?: number;
}

// ---- passages

/** Location of a passage in its document: UTF-16 offsets in the text of that version, and page, headings or line for people. */
export interface Location {
  from: number;
  to: number;
  /** For a PDF, from 1. */
  page?: number;
  /** The headings above it, outermost first. */
  headings?: string[];
  /** For code and plain text: its first line, from 1. */
  line?: number;
}

/** The source that `[n]` in an answer refers to. */
export interface Citation {
  n: number;
  document: DocumentId;
  library: LibraryId;
  version: number;
  title: string;
  place: Location;
}

/** A passage that the model was given, cited or not, in an answer's context receipt. */
export interface GivenSource extends Citation {
  tokens: number;
  /** 0 to 1. */
  score: number;
}

// ---- searching

/** Which documents a search looks through. */
export interface DocumentFilter {
  /** One of these kinds. */
  kinds?: DocumentKind[];
  /** All of these tags. */
  tags?: string[];
  /** Whose text is in one of these languages, ISO 639-1. */
  languages?: string[];
}

/** `GET …/search?q=…&libraries=lib_a,lib_b&kinds=pdf,note&tags=…&languages=de,fr&limit=20` → SearchReport. For programs: `GET /api/v1/search/documents`. */
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
  place: Location;
  text: string;
  /** For a passage that is like an earlier hit of another document: its words that are not in that one. */
  differs?: string[];
  /** 0 to 1. */
  score: number;
  /** Where the words of the query are in `text`: from and to, in UTF-16 units, in order. */
  marks: [from: number, to: number][];
}
/** `POST …/search/answer` { q, libraries? } → SearchAnswer. Costs count against the organization's budget, as in a room. */
export interface SearchAnswer {
  /** Markdown with `[n]`. Empty if nothing was found. */
  answer: string;
  citations: Citation[];
  hits: SearchHit[];
  /** Relevance of the best passages, 0 to 1. It does not measure whether the answer is true. */
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
