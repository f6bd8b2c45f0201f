/**
 * Finds messages. What a person may see is a part of the query itself: only messages of rooms of which they are a member now, and no answers
 * that are based on libraries that they may not read.
 */
import type { RoomId, UserId } from "../../../shared/ids.ts";
import { MAX_COUNTED_HITS } from "../../../shared/limits.ts";
import type { FoundMessages, IndexHit, MessageSearch, NamedRoom } from "../../bindings/message-index.ts";
import { fold } from "../../knowledge/words/fold.ts";
import { isLanguage, type Language } from "../../knowledge/words/languages.ts";
import type { SqlStore, SqlValue } from "../../storage/sql.ts";
import { combine, matchAll, matchMarks } from "../query/match-expression.ts";
import { conditionsOf } from "../query/query-terms.ts";
import { keyAt } from "./message-keys.ts";
import { ANY_MARK, authorMark, FILE_MARK, LINK_MARK, roomMark } from "./message-terms.ts";

type OwnRoom = { no: number; room: RoomId; kind: string; name: string };

const NOTHING: FoundMessages = { hits: [], more: false, total: 0 };

/**
 * Up to so many rooms are named in the expression: FTS5 then skips what is in other rooms. Of more rooms, more of what it finds is theirs,
 * and each hit is looked up instead. Measured in docs/measurements.md.
 */
const MAX_ROOM_MARKS = 64;

export function find(store: SqlStore, search: MessageSearch): FoundMessages {
  const rooms = searchedRooms(store, search);
  if (rooms.length === 0) return NOTHING;
  const match = expressionOf(store, search, rooms);
  if (match === null) return NOTHING;
  const query = hitsOf(search, match, rooms);
  const hits = query.page(store);
  return {
    hits: hits.slice(0, search.limit),
    more: hits.length > search.limit,
    total: search.count ? query.count(store) : null,
  };
}

// ---- what is searched

/** The rooms of this person or of the desk, as far as the filters allow them. */
function searchedRooms(store: SqlStore, { user, searched }: MessageSearch): OwnRoom[] {
  let rooms = user === null ? conversationRooms(store) : ownRooms(store, user);
  for (const { rooms: names, excluded } of searched.in) {
    const named = names.map((name) => isNamed(store, name));
    rooms = rooms.filter((room) => named.some((is) => is(room)) !== excluded);
  }
  for (const person of searched.with) {
    const theirs = roomsOf(store, person);
    rooms = rooms.filter(({ no }) => theirs.has(no));
  }
  return rooms;
}

function ownRooms(store: SqlStore, user: UserId): OwnRoom[] {
  return store.all<OwnRoom>(
    `SELECT r.no, r.room, r.kind, r.name FROM members m JOIN rooms r ON r.no = m.room
     WHERE m.user = ? AND r.dropped = 0`,
    user,
  );
}

function conversationRooms(store: SqlStore): OwnRoom[] {
  return store.all<OwnRoom>("SELECT no, room, kind, name FROM rooms WHERE kind = 'support' AND dropped = 0");
}

function isNamed(store: SqlStore, named: NamedRoom): (room: OwnRoom) => boolean {
  if ("id" in named) return ({ room }) => room === named.id;
  if ("peer" in named) {
    const theirs = roomsOf(store, named.peer);
    return ({ no, kind }) => kind === "direct" && theirs.has(no);
  }
  const asked = plain(named.name);
  return ({ name, kind }) => kind !== "direct" && plain(name) === asked;
}

/** `#release` and `Release` are one name. */
const plain = (name: string): string => fold(name.normalize("NFKC").trim().replace(/^#/u, "").toLowerCase());

function roomsOf(store: SqlStore, user: UserId): Set<number> {
  return new Set(
    store.all<{ room: number }>("SELECT room FROM members WHERE user = ?", user).map(({ room }) => room),
  );
}

/** Null if nothing is searched, or nothing can be found. */
function expressionOf(
  store: SqlStore,
  { searched }: MessageSearch,
  rooms: readonly OwnRoom[],
): string | null {
  const languages = languagesOf(store);
  const all: string[] = [];
  const none: string[] = [];
  const add = (match: string, excluded: boolean) => (excluded ? none : all).push(match);
  for (const text of searched.texts) {
    const conditions = conditionsOf(text, languages);
    if (conditions.length > 0) add(matchAll(conditions), text.excluded);
  }
  for (const { users, excluded } of searched.from) {
    const marks = authorMarks(store, users);
    if (marks.length > 0) add(matchMarks(marks), excluded);
    else if (!excluded) return null;
  }
  for (const { what, excluded } of searched.has)
    add(matchMarks([what === "file" ? FILE_MARK : LINK_MARK]), excluded);
  const hasFilter =
    searched.in.length > 0 || searched.with.length > 0 || searched.since !== null || searched.until !== null;
  if (all.length === 0 && none.length === 0 && !hasFilter) return null;
  if (rooms.length <= MAX_ROOM_MARKS) all.push(matchMarks(rooms.map(({ no }) => roomMark(no))));
  if (all.length === 0) all.push(matchMarks([ANY_MARK]));
  return combine(all, none);
}

function authorMarks(store: SqlStore, users: readonly UserId[]): string[] {
  return store
    .all<{ no: number }>(
      "SELECT no FROM authors WHERE user IN (SELECT value FROM json_each(?))",
      JSON.stringify(users),
    )
    .map(({ no }) => authorMark(no));
}

/** The languages of the messages, the most frequent one first. */
function languagesOf(store: SqlStore): Language[] {
  return store
    .all<{ language: string }>(
      "SELECT language FROM languages WHERE messages > 0 ORDER BY messages DESC, language",
    )
    .map(({ language }) => language)
    .filter(isLanguage);
}

// ---- the query

function hitsOf(search: MessageSearch, match: string, rooms: readonly OwnRoom[]) {
  const { since, until } = search.searched;
  const where = ["message_terms MATCH ?", "m.room IN (SELECT value FROM json_each(?))"];
  const values: SqlValue[] = [match, JSON.stringify(rooms.map(({ no }) => no))];
  const add = (condition: string, value: SqlValue) => {
    where.push(condition);
    values.push(value);
  };
  if (since !== null) add("t.rowid >= ?", keyAt(since));
  if (until !== null) add("t.rowid < ?", keyAt(until));
  if (search.thread !== undefined) {
    where.push("? IN (m.thread, m.seq)");
    values.push(search.thread);
  }
  if (search.unreadable.length > 0)
    add(
      "m.key NOT IN (SELECT key FROM message_libraries WHERE library IN (SELECT value FROM json_each(?)))",
      JSON.stringify([...search.unreadable, ""]),
    );
  // `CROSS JOIN` makes the full-text table the outer one: its rows come in the order of time, so nothing is sorted.
  const from = `FROM message_terms t CROSS JOIN messages m ON m.key = t.rowid WHERE ${where.join(" AND ")}`;
  const roomOf = new Map(rooms.map(({ no, room }) => [no, room]));
  const isNewest = search.order === "newest";
  return {
    /** One hit more than the limit, if there is one. */
    page: (store: SqlStore): IndexHit[] =>
      store
        .all<{ key: number; no: number; seq: number; version: number }>(
          `SELECT m.key, m.room AS no, m.seq, m.version ${from}
           ${search.after === null ? "" : `AND t.rowid ${isNewest ? "<" : ">"} ?`}
           ORDER BY t.rowid ${isNewest ? "DESC" : "ASC"} LIMIT ?`,
          ...values,
          ...(search.after === null ? [] : [search.after]),
          search.limit + 1,
        )
        .flatMap(({ no, ...hit }) => {
          const room = roomOf.get(no);
          return room === undefined ? [] : [{ ...hit, room }];
        }),
    count: (store: SqlStore): number =>
      store.first<{ count: number }>(
        `SELECT count(*) AS count FROM (SELECT 1 ${from} LIMIT ?)`,
        ...values,
        MAX_COUNTED_HITS + 1,
      )?.count ?? 0,
  };
}
