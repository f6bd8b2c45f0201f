/**
 * Notes: documents in a library that one person alone reads. All paths below begin with `/api/organizations/:organization`. See
 * `docs/protocol/notes.md`.
 */
import type { DocumentId, LibraryId, OrganizationId, RoomId } from "./ids.ts";
import type { DocumentKind, DocumentState } from "./knowledge.ts";
import type { Seq } from "./protocol/seq.ts";

/** Where a note was captured. */
export type NoteContext =
  | { type: "message"; room: RoomId; seq: Seq }
  | { type: "room"; room: RoomId }
  | { type: "page"; address: string }
  | { type: "mail"; from: string };

export interface NoteSummary {
  id: DocumentId;
  /** The person's library of notes. */
  library: LibraryId;
  /** `note`, or what a file or a page that was kept with the notes is. */
  kind: DocumentKind;
  title: string;
  tags: string[];
  /** The beginning of the text on one line; of a page its address. */
  excerpt: string;
  context: NoteContext | null;
  /** Increases by one with each save. */
  version: number;
  /** It can be searched by its text from `ready` on. */
  state: DocumentState;
  isShared: boolean;
  createdAt: number;
  updatedAt: number;
}

export interface Note extends NoteSummary {
  text: string;
  links: NoteLinks;
  /** The document that shows it to others; null if it is private. */
  copy: NoteCopy | null;
}

export interface NoteLinks {
  /** Addresses in the text, in order. */
  addresses: string[];
  /** Titles in double square brackets. `note`: null if the person has no note with this title. */
  notes: { title: string; note: DocumentId | null }[];
  /** Notes that link to this one. */
  backlinks: NoteTitle[];
  /** Files that came with it by mail. */
  files: NoteFile[];
}
export interface NoteTitle {
  note: DocumentId;
  title: string;
}
export interface NoteFile {
  document: DocumentId;
  library: LibraryId;
  title: string;
}
export interface NoteCopy {
  document: DocumentId;
  library: LibraryId;
  libraryName: string;
  /** The version of the note that it shows. */
  version: number;
}

export interface NoteTag {
  tag: string;
  notes: number;
}

/** `next`: what to ask with as `cursor`; null at the end. */
export interface NoteList {
  items: NoteSummary[];
  next: string | null;
}

/** Without a title, the first line of the text is the title, and `#words` of the text are tags too. */
export interface NewNote {
  title?: string | undefined;
  text: string;
  tags?: string[] | undefined;
  context?: NoteContext | undefined;
}

/** `version`: the one that the change is based on. What is missing stays. */
export interface ChangeNote {
  version: number;
  title: string;
  text: string;
  tags?: string[] | undefined;
}

/** The address by which the person mails notes to themselves; null if this server takes no mail. */
export interface NoteAddress {
  address: string | null;
}

/**
 * `GET …/notes?q=&tag=&cursor=` → NoteList (newest first; with `q` what fits best) · `POST …/notes` NewNote → Note
 * `GET …/note-tags` → NoteTag[] · `GET …/notes/:document` → Note · `DELETE …/notes/:document` → null
 * `PUT …/notes/:document` ChangeNote → Note (another `version`: `conflict`)
 * `GET …/notes/:document/related` → NoteTitle[], the closest first
 * `PUT …/notes/:document/copy` { library } → Note · `DELETE …/notes/:document/copy` → Note
 * `GET …/note-address` → NoteAddress · `POST …/note-address` → NoteAddress: a new one, and the one before ends
 */
export const notePaths = {
  list: (organization: OrganizationId, asked: { q?: string; tag?: string; cursor?: string } = {}) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(asked)) if (value !== "") query.set(name, value);
    return `/api/organizations/${organization}/notes?${query.toString()}`;
  },
  all: (organization: OrganizationId) => `/api/organizations/${organization}/notes`,
  tags: (organization: OrganizationId) => `/api/organizations/${organization}/note-tags`,
  one: (organization: OrganizationId, note: DocumentId) => `/api/organizations/${organization}/notes/${note}`,
  part: (organization: OrganizationId, note: DocumentId, part: "related" | "copy") =>
    `/api/organizations/${organization}/notes/${note}/${part}`,
  address: (organization: OrganizationId) => `/api/organizations/${organization}/note-address`,
} as const;
