/**
 * A search over the conversations of the desk: first by what the desk alone knows (names, addresses, tags, notes), then by the words of
 * messages. The caller must have checked that the person may use the desk.
 */
import type { DeskHit, DeskSearchReport, FoundText } from "../../shared/desk-search.ts";
import type { DeskConversation } from "../../shared/desk.ts";
import type { LibraryId, OrganizationId, RoomId } from "../../shared/ids.ts";
import type { DeskFound } from "../bindings/desk-search.ts";
import type { Env } from "../bindings/env.ts";
import type { SearchedMessages } from "../bindings/message-index.ts";
import { deskStub, searchStub } from "../bindings/object-stubs.ts";
import { findVisitorsByAddress, type VisitorAddress } from "../directory/desk-visitors.ts";
import { openDirectory } from "../directory/directory.ts";
import { unreadableLibraries } from "../knowledge/libraries/unreadable-libraries.ts";
import { markHits } from "./query/mark-hits.ts";
import { type Clock, parseQuery, type ParsedQuery } from "./query/parse-query.ts";
import { ALL_LANGUAGES, type Condition, conditionsOf } from "./query/query-terms.ts";
import { markedText, readHits, type Searcher } from "./search-messages.ts";

/** Where the next page begins: after a conversation that the desk has found, or after a message of the index. */
export type DeskCursor =
  { after: "conversation"; createdAt: number; room: RoomId } | { after: "message"; key: number | null };

export interface AskedConversations {
  q: string;
  cursor: DeskCursor | null;
  limit: number;
  clock: Clock;
}

/** Pages of the index that are read for one page: several messages of one conversation are one hit. */
const MAX_PAGES = 4;
/** Shorter parts of an address are of too many visitors. Characters. */
const MIN_ADDRESS = 3;

export async function searchDesk(
  env: Env,
  searcher: Searcher,
  asked: AskedConversations,
): Promise<DeskSearchReport> {
  const parsed = parseQuery(asked.q, asked.clock);
  // Filters by names mean members of the organization, and visitors are none.
  const unknown = [
    ...parsed.unknown,
    ...parsed.names.map(({ filter, name, excluded }) => `${excluded ? "-" : ""}${filter}:${name}`),
  ];
  if (unknown.length > 0) return { hits: [], cursor: null, unknown };
  const search: Search = { env, searcher, parsed, limit: asked.limit, conditions: wantedOf(parsed) };
  const hits: DeskHit[] = [];
  if (asked.cursor?.after !== "message") {
    const byDesk = await searchAtDesk(search, asked.q, asked.cursor);
    if (byDesk.cursor !== null) return { ...byDesk, unknown };
    hits.push(...byDesk.hits);
  }
  const key = asked.cursor?.after === "message" ? asked.cursor.key : null;
  // A full page leaves the messages to the next one.
  if (hits.length >= asked.limit) return { hits, cursor: cursorText({ after: "message", key }), unknown };
  return { ...(await searchInMessages(search, key, hits)), unknown };
}

export function cursorText(cursor: DeskCursor): string {
  return cursor.after === "message" ? `m${cursor.key ?? ""}` : `c${cursor.createdAt}.${cursor.room}`;
}

interface Search {
  env: Env;
  searcher: Searcher;
  parsed: ParsedQuery;
  limit: number;
  conditions: readonly Condition[];
}

type Page = Omit<DeskSearchReport, "unknown">;

const wantedOf = ({ texts }: ParsedQuery): Condition[] =>
  texts.filter(({ excluded }) => !excluded).flatMap((text) => conditionsOf(text, ALL_LANGUAGES));

// ---- what the desk alone knows

async function searchAtDesk(
  { env, searcher, parsed, limit, conditions }: Search,
  typed: string,
  cursor: Extract<DeskCursor, { after: "conversation" }> | null,
): Promise<Page> {
  const { texts, has, since, until } = parsed;
  // Dates, files and links are of messages.
  if (has.length > 0 || since !== null || until !== null) return { hits: [], cursor: null };
  const addresses = await addressesOf(env, searcher.organization, typed);
  if (conditions.length === 0 && addresses.length === 0) return { hits: [], cursor: null };
  const { found, more } = await deskStub(env, searcher.organization).search({
    texts,
    visitors: addresses.map(({ id }) => id),
    after: cursor,
    limit,
  });
  const last = found.at(-1)?.conversation;
  return {
    hits: found.map((each) => ({
      conversation: each.conversation,
      found: foundAtDesk(each, addresses, typed, conditions),
    })),
    cursor:
      more && last !== undefined
        ? cursorText({ after: "conversation", createdAt: last.createdAt, room: last.room })
        : null,
  };
}

/** Visitors with this part of an address. Who types several words asks for no address. */
async function addressesOf(env: Env, organization: OrganizationId, typed: string): Promise<VisitorAddress[]> {
  const part = typed.trim().toLowerCase();
  if (part.length < MIN_ADDRESS || /\s/.test(part)) return [];
  return findVisitorsByAddress(openDirectory(env.DB), organization, part);
}

function foundAtDesk(
  { conversation: { visitor, tags }, notes }: DeskFound,
  addresses: readonly VisitorAddress[],
  typed: string,
  conditions: readonly Condition[],
): FoundText[] {
  const line = (where: FoundText["in"], text: string): FoundText => ({
    ...{ in: where, by: "", text, cut: { before: false, after: false } },
    marks: markHits(text, conditions),
  });
  const name = visitor === null ? [] : [line("name", visitor.name)];
  const known = [...name, ...tags.map((tag) => line("tag", tag))].filter(({ marks }) => marks.length > 0);
  const email = addresses.find(({ id }) => id === visitor?.id)?.email;
  const address = email === undefined ? [] : [markedAddress(email, typed.trim())];
  return [
    ...known,
    ...address,
    ...notes.map(({ author, text }): FoundText => ({
      ...{ in: "note", by: author.name },
      ...markedText(text, conditions),
    })),
  ];
}

function markedAddress(email: string, part: string): FoundText {
  const from = email.toLowerCase().indexOf(part.toLowerCase());
  const marks: FoundText["marks"] = from === -1 ? [] : [[from, from + part.length]];
  return { in: "address", by: "", text: email, cut: { before: false, after: false }, marks };
}

// ---- messages

async function searchInMessages(
  { env, searcher, parsed, limit, conditions }: Search,
  from: number | null,
  first: DeskHit[],
): Promise<Page> {
  const { names: _, unknown: __, ...words } = parsed;
  const searched: SearchedMessages = { ...words, from: [], in: [], with: [] };
  const unreadable: LibraryId[] = await unreadableLibraries(env.DB, searcher);
  const index = searchStub(env, searcher.organization);
  const hits = new Map(first.map((hit) => [hit.conversation.room, hit]));
  let after = from;
  let more = true;
  for (let page = 0; page < MAX_PAGES && more && hits.size < limit; page++) {
    const found = await index.search({
      organization: searcher.organization,
      user: null,
      ...{ searched, unreadable, order: "newest", after, count: false },
      limit: limit - hits.size,
    });
    const shown = await readHits(env, null, found.hits, unreadable, conditions);
    // The desk forgets a deleted conversation at once, and the index may be behind.
    const known = await knownTo(env, searcher.organization, [...new Set(shown.map(({ room }) => room))]);
    for (const { room, name, text, cut, marks } of shown) {
      const conversation = known.get(room);
      if (conversation === undefined || hits.get(room)?.found.some((each) => each.in === "message") === true)
        continue;
      const hit = hits.get(room) ?? { conversation, found: [] };
      hit.found.push({ in: "message", by: name, text, cut, marks });
      hits.set(room, hit);
    }
    after = found.hits.at(-1)?.key ?? after;
    ({ more } = found);
  }
  return {
    hits: [...hits.values()],
    cursor: more && after !== null ? cursorText({ after: "message", key: after }) : null,
  };
}

async function knownTo(
  env: Env,
  organization: OrganizationId,
  rooms: RoomId[],
): Promise<Map<RoomId, DeskConversation>> {
  const known = rooms.length === 0 ? [] : await deskStub(env, organization).conversations(rooms);
  return new Map(known.map((conversation) => [conversation.room, conversation]));
}
