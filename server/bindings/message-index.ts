/** The interface of an organization's message index. `server/search/` implements it on the index's own database. */
import type { LibraryId, OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type {
  SearchAbout as IndexedRoom,
  SearchedMessage as IndexedMessage,
} from "../rules/room/search-news.ts";

/** A message as its room shows it now, and what a room tells about itself whenever its members or its name have changed. */
export type {
  SearchAbout as IndexedRoom,
  SearchedMessage as IndexedMessage,
} from "../rules/room/search-news.ts";

interface Changes {
  organization: OrganizationId;
  room: RoomId;
  epoch: string;
  messages: IndexedMessage[];
  removed: Seq[];
}

/** Each of these may arrive twice, late or in any order. One that does not continue where the index stands changes nothing. */
export type RoomNews =
  /** The room is new to the index, or has another epoch. What the index had of it is no longer found. `head`: the room's head. */
  | {
      type: "begin";
      organization: OrganizationId;
      room: RoomId;
      epoch: string;
      head: Seq;
      about: IndexedRoom;
    }
  /** All that has changed after `since` and up to `head`. */
  | ({ type: "changes"; since: Seq; head: Seq; about: IndexedRoom | null } & Changes)
  /** Messages with `from <= seq < before`, which were there before the room was new to the index. */
  | ({ type: "older"; from: Seq; before: Seq } & Changes);

/** How far the index knows a room: every change up to `head`, and of the messages before that those from `oldest` on. */
export interface RoomPosition {
  epoch: string;
  head: Seq;
  oldest: Seq;
}

/** One wanted or excluded word or phrase, as it is typed. */
export interface SearchedText {
  type: "word" | "phrase";
  text: string;
  excluded: boolean;
  /** Also words that begin with it: it may not be typed to its end. */
  begins: boolean;
}

/** A room by what a person calls it: its id, its name, or the person of a direct room. */
export type NamedRoom = { id: RoomId } | { name: string } | { peer: UserId };

/** What is searched, with all names of people resolved. */
export interface SearchedMessages {
  texts: SearchedText[];
  from: { users: UserId[]; excluded: boolean }[];
  in: { rooms: NamedRoom[]; excluded: boolean }[];
  /** Rooms of which all of these are members. */
  with: UserId[];
  has: { what: "file" | "link"; excluded: boolean }[];
  /** `since <= at < until`, server clock, milliseconds. */
  since: number | null;
  until: number | null;
}

export interface MessageSearch {
  organization: OrganizationId;
  /** Whose rooms are searched; null for all conversations with visitors, for whoever may use the desk. */
  user: UserId | null;
  searched: SearchedMessages;
  /** Only this thread of the one room that is searched. */
  thread?: Seq;
  /** Libraries that the person may not read: answers based on them are not found. */
  unreadable: LibraryId[];
  order: "newest" | "oldest";
  /** The key of the last hit of the page before; null for the first page. */
  after: number | null;
  limit: number;
  /** Whether all hits are counted. */
  count: boolean;
}

export interface IndexHit {
  key: number;
  room: RoomId;
  seq: Seq;
  /** The version that was found. */
  version: number;
}

export interface FoundMessages {
  hits: IndexHit[];
  more: boolean;
  /** Up to MAX_COUNTED_HITS; null if it was not asked for. */
  total: number | null;
}
