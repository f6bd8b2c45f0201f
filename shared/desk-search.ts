/** The search over conversations at the desk: types and the path of its HTTP API. The rules are in `docs/protocol/desk.md`. */
import type { DeskConversation } from "./desk.ts";
import type { OrganizationId } from "./ids.ts";

/** Conversations on one page. Each page asks every room of its hits. */
export const MAX_DESK_HITS = 20;

/** A text in which words were found. */
export interface FoundText {
  in: "name" | "address" | "tag" | "note" | "message";
  /** Who wrote the note or the message. Empty for the others. */
  by: string;
  /** The part around the first found word, without markup. */
  text: string;
  /** Whether text was left out before or after `text`. */
  cut: { before: boolean; after: boolean };
  /** Found words: `text.slice(from, to)`, in order. UTF-16 units. */
  marks: [from: number, to: number][];
}

export interface DeskHit {
  conversation: DeskConversation;
  /** Where the words were found, one text at least. */
  found: FoundText[];
}

/** `GET …/desk/search?q=…&cursor=…&limit=20&offset=60` */
export interface DeskSearchReport {
  /** Each conversation once. A conversation may come again on a later page, for one of its messages. */
  hits: DeskHit[];
  /** Asks for the next page; null after the last one. */
  cursor: string | null;
  /** Filters that mean nothing here, as they are typed. Nothing is found then. */
  unknown: string[];
}

export function deskSearchPath(
  organization: OrganizationId,
  query: { q: string; cursor?: string; limit?: number; offset?: number },
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value));
  return `/api/organizations/${organization}/desk/search?${params.toString()}`;
}
