/** A search over the messages that a person may see: the index finds them, and each room says what it shows of its own. */
import type { LibraryId, OrganizationId, RoomId, TurnId, UserId } from "../../shared/ids.ts";
import { isMemberId, isRoomId } from "../../shared/ids.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import { handleKey } from "../../shared/handles.ts";
import { readChat } from "../../shared/markup/chat/read-chat.ts";
import { plainText } from "../../shared/markup/plain-text.ts";
import type { MessageHit, MessageOrder, MessageSearchReport } from "../../shared/message-search.ts";
import type { Env } from "../bindings/env.ts";
import type { IndexHit, MessageSearch, NamedRoom, SearchedMessages } from "../bindings/message-index.ts";
import { roomStub, searchStub } from "../bindings/object-stubs.ts";
import { openDirectory } from "../directory/directory.ts";
import { listNamedMembers, type NamedMember } from "../directory/handles.ts";
import { unreadableLibraries } from "../knowledge/libraries/unreadable-libraries.ts";
import { fold } from "../knowledge/words/fold.ts";
import type { RoomHit } from "../rules/room/search-hits.ts";
import { markHits } from "./query/mark-hits.ts";
import { type Clock, parseQuery, type ParsedQuery } from "./query/parse-query.ts";
import { ALL_LANGUAGES, type Condition, conditionsOf } from "./query/query-terms.ts";

export interface AskedMessages {
  q: string;
  room?: RoomId;
  /** Only this thread of the room. */
  thread?: Seq;
  order: MessageOrder;
  cursor: number | null;
  limit: number;
  clock: Clock;
  /** Others who read what is found: only rooms of which all of them are members, without what is built on these libraries. */
  readers?: { members: readonly UserId[]; unreadable: readonly LibraryId[] };
  /** A model reads what is found: nothing of other branches than those of its turn, or that are shown. */
  model?: { turn: TurnId | null };
}

export interface Searcher {
  organization: OrganizationId;
  user: UserId;
}

/** Pages of the index that are read for one page: hits that a room does not show any more are replaced by the next ones. */
const MAX_PAGES = 4;

export async function searchMessages(
  env: Env,
  searcher: Searcher,
  asked: AskedMessages,
): Promise<MessageSearchReport> {
  const parsed = parseQuery(asked.q, asked.clock);
  const { searched, unknown } = await resolveNames(env, searcher, parsed);
  const isFirst = asked.cursor === null;
  if (unknown.length > 0) return { hits: [], total: isFirst ? 0 : null, cursor: null, unknown };
  if (asked.room !== undefined) searched.in.push({ rooms: [{ id: asked.room }], excluded: false });
  searched.with.push(...(asked.readers?.members ?? []));
  const unreadable = [
    ...new Set([...(await unreadableLibraries(env.DB, searcher)), ...(asked.readers?.unreadable ?? [])]),
  ];
  const index = searchStub(env, searcher.organization);
  const conditions = parsed.texts
    .filter(({ excluded }) => !excluded)
    .flatMap((text) => conditionsOf(text, ALL_LANGUAGES));

  const hits: MessageHit[] = [];
  let total: number | null = null;
  let after = asked.cursor;
  let more = true;
  for (let page = 0; page < MAX_PAGES && more && hits.length < asked.limit; page++) {
    const search: MessageSearch = {
      ...searcher,
      searched,
      unreadable,
      order: asked.order,
      after,
      limit: asked.limit - hits.length,
      ...(asked.thread !== undefined && { thread: asked.thread }),
      count: isFirst && page === 0,
    };
    const found = await index.search(search);
    total ??= found.total;
    hits.push(...(await readHits(env, searcher.user, found.hits, unreadable, conditions, asked.model)));
    after = found.hits.at(-1)?.key ?? after;
    ({ more } = found);
  }
  return { hits, total, cursor: more && after !== null ? String(after) : null, unknown: [] };
}

// ---- names

async function resolveNames(
  env: Env,
  { organization, user }: Searcher,
  { names, ...parsed }: ParsedQuery,
): Promise<{ searched: SearchedMessages; unknown: string[] }> {
  const searched: SearchedMessages = { ...parsed, from: [], in: [], with: [] };
  const unknown = [...parsed.unknown];
  const members = names.length === 0 ? [] : await listNamedMembers(openDirectory(env.DB), organization);
  // Several `from:` and several `in:` mean any of them, excluded ones none of them.
  const from = { wanted: [] as UserId[], excluded: [] as UserId[] };
  const within = { wanted: [] as NamedRoom[], excluded: [] as NamedRoom[] };
  for (const { filter, name, excluded } of names) {
    const side = excluded ? "excluded" : "wanted";
    if (filter === "in") {
      within[side].push(...namedRooms(members, user, name));
      continue;
    }
    const found = findMembers(members, user, name);
    if (found.length === 0) unknown.push(`${excluded ? "-" : ""}${filter}:${name}`);
    else if (filter === "from") from[side].push(...found);
    // Two people of one name: rooms of which the first is a member. A handle says which.
    else if (found[0] !== undefined) searched.with.push(found[0]);
  }
  for (const excluded of [false, true]) {
    const side = excluded ? "excluded" : "wanted";
    if (from[side].length > 0) searched.from.push({ users: from[side], excluded });
    if (within[side].length > 0) searched.in.push({ rooms: within[side], excluded });
  }
  return { searched, unknown };
}

/** By `me`, id, handle or whole name; or by a first name. Several may have it. */
function findMembers(members: readonly NamedMember[], me: UserId, typed: string): UserId[] {
  const name = typed.replace(/^@/, "");
  if (name.toLowerCase() === "me") return [me];
  if (isMemberId(name)) return [name];
  const byHandle = members.filter(({ handle }) => handle !== null && handleKey(handle) === handleKey(name));
  if (byHandle.length > 0) return byHandle.map(({ id }) => id);
  const asked = plain(name);
  const byName = members.filter((member) => plain(member.name) === asked);
  if (byName.length > 0) return byName.map(({ id }) => id);
  return members.filter((member) => plain(member.name).split(/\s+/)[0] === asked).map(({ id }) => id);
}

const plain = (name: string): string => fold(name.normalize("NFKC").trim().toLowerCase());

function namedRooms(members: readonly NamedMember[], me: UserId, typed: string): NamedRoom[] {
  if (isRoomId(typed)) return [{ id: typed }];
  const people = typed.startsWith("#") ? [] : findMembers(members, me, typed);
  return [...(typed.startsWith("@") ? [] : [{ name: typed }]), ...people.map((peer) => ({ peer }))];
}

// ---- what the rooms show

/** `user`: null for the desk. */
export async function readHits(
  env: Env,
  user: UserId | null,
  found: readonly IndexHit[],
  unreadable: LibraryId[],
  conditions: readonly Condition[],
  model?: AskedMessages["model"],
): Promise<MessageHit[]> {
  const byRoom = Map.groupBy(found, ({ room }) => room);
  const shown = await Promise.all(
    Array.from(byRoom, async ([room, hits]): Promise<[RoomId, Map<number, RoomHit>]> => {
      const asked = hits.map(({ seq, version }) => ({ seq, version }));
      const object = roomStub(env, room);
      const read = (await object.searchHits(user, asked, unreadable, model)) ?? [];
      return [room, new Map(read.map((hit) => [hit.seq, hit]))];
    }),
  );
  const shownIn = new Map(shown);
  return found.flatMap(({ room, seq }) => {
    const hit = shownIn.get(room)?.get(seq);
    return hit === undefined ? [] : [{ room, ...hit, ...markedText(hit.text, conditions) }];
  });
}

/** Characters that are shown of a hit, and how many of them before the first found word. UTF-16 units. */
const SHOWN = 320;
const SHOWN_BEFORE = 80;

export function markedText(
  written: string,
  conditions: readonly Condition[],
): Pick<MessageHit, "text" | "cut" | "marks"> {
  const whole = plainText(readChat(written))
    .replace(/\n{2,}/g, "\n")
    .trim();
  const marks = markHits(whole, conditions);
  const first = marks[0]?.[0] ?? 0;
  const from = first <= SHOWN_BEFORE || whole.length <= SHOWN ? 0 : cutAt(whole, first - SHOWN_BEFORE);
  const to = cutAt(whole, Math.min(whole.length, from + SHOWN));
  return {
    text: whole.slice(from, to).toWellFormed(),
    cut: { before: from > 0, after: to < whole.length },
    marks: marks
      .filter(([start, end]) => start >= from && end <= to)
      .map(([start, end]) => [start - from, end - from]),
  };
}

/** The beginning of a word near `at`, so that no word and no character is cut. */
function cutAt(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(" ", at);
  if (space > at - 24) return space + 1;
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
