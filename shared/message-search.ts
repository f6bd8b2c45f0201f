/** The search over messages: types and the path of its HTTP API. The rules are in `docs/protocol/search.md`. */
import type { Attachment } from "./attachments.ts";
import type { OrganizationId, RoomId, UserId } from "./ids.ts";
import type { Seq } from "./protocol/seq.ts";

export interface MessageHitContext {
  seq: Seq;
  author: UserId;
  name: string;
  /** One line. */
  excerpt: string;
}

export interface MessageHit {
  room: RoomId;
  seq: Seq;
  author: UserId;
  /** The author's name in the room. */
  name: string;
  /** Server clock, milliseconds. */
  at: number;
  /** The part of the message around the first found word, without markup. */
  text: string;
  /** Whether text was left out before or after `text`. */
  cut: { before: boolean; after: boolean };
  /** Found words: `text.slice(from, to)`, in order. UTF-16 units. */
  marks: [from: number, to: number][];
  attachments: Attachment[];
  /** The thread in which it stands alone. */
  thread?: Seq;
  /** The messages before and after it in the room. */
  before: MessageHitContext | null;
  after: MessageHitContext | null;
}

export type MessageOrder = "newest" | "oldest";

/** `GET …/search/messages?q=…&room=…&thread=…&order=newest&cursor=…&limit=20&offset=60` → MessageSearchReport */
export interface MessageSearchReport {
  hits: MessageHit[];
  /** All hits, on the first page only. One more than MAX_COUNTED_HITS means: more than that. */
  total: number | null;
  /** Asks for the next page; null after the last one. It stays valid while messages arrive. */
  cursor: string | null;
  /** Filters that mean nothing here, as they are typed: `from:nobody`. Nothing is found then. */
  unknown: string[];
}

export interface MessageSearchQuery {
  q: string;
  /** Only this room. */
  room?: RoomId;
  /** Only the thread of this message, with `room`. */
  thread?: Seq;
  order?: MessageOrder;
  cursor?: string;
  limit?: number;
  /** Minutes that the person's clock is ahead of UTC, for dates. */
  offset?: number;
}

export function messageSearchPath(organization: OrganizationId, query: MessageSearchQuery): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value));
  return `/api/organizations/${organization}/search/messages?${params.toString()}`;
}
