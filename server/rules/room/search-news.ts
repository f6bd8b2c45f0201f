/** What the room tells the organization's message index: how its messages stand now. */
import type { LibraryId, UserId } from "../../../shared/ids.ts";
import type { RoomKind } from "../../../shared/permissions.ts";
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { readJson } from "../../storage/json-column.ts";
import type { Effect } from "./effects.ts";
import { hides, type MessageRow } from "./messages/row.ts";
import { attachmentsIn } from "./rows/attachment-row.ts";
import { currentMembers } from "./rows/member-row.ts";
import { readRoom } from "./rows/room-row.ts";
import { schedule } from "./tasks.ts";

/** Messages that are told at once. Analysing them takes the index a tenth of a second at most. */
const TOLD_TOGETHER = 200;
/** Text that is told at once, UTF-16 units: answers may be long. */
const TOLD_LENGTH = 100_000;
/** What happens within this time is told together. Milliseconds. */
const WINDOW = 500;

const MESSAGE_EVENTS = ["message.edited", "message.deleted", "message.moderated", "turn.ended"] as const;
const ROOM_EVENTS = [
  "room.created",
  "room.renamed",
  "member.added",
  "member.left",
  "member.removed",
] as const;
const TOLD_EVENTS: ReadonlySet<RoomEvent["type"]> = new Set([
  "message.sent",
  ...MESSAGE_EVENTS,
  ...ROOM_EVENTS,
] as const);

/** Schedules the telling if one of the effects is an event that changes what is found. */
export function scheduleSearch(store: SqlStore, effects: readonly Effect[], now: number): void {
  const isTold = effects.some((effect) => effect.type === "publish" && TOLD_EVENTS.has(effect.event.type));
  if (isTold) tellSearchSoon(store, now);
}

export function tellSearchSoon(store: SqlStore, now: number): void {
  schedule(store, { task: "search" }, (Math.floor(now / WINDOW) + 1) * WINDOW);
}

/** A message as it stands now. */
export interface SearchedMessage {
  seq: Seq;
  /** Server clock, milliseconds. */
  at: number;
  author: UserId;
  version: number;
  text: string;
  /** The first message of its thread; null if it is in none. */
  thread: Seq | null;
  /** Names of its files. */
  files: string[];
  /** For an answer: libraries that it is based on. Null if the row is damaged: then nobody with an unreadable library finds it. */
  libraries: LibraryId[] | null;
}

export interface SearchNews {
  /** All changes are told up to here. */
  head: Seq;
  messages: SearchedMessage[];
  /** Messages that show nothing now. */
  removed: Seq[];
  /** Members or name have changed. */
  about: SearchAbout | null;
}

/** The room itself, told whenever its members or its name have changed. */
export interface SearchAbout {
  kind: RoomKind;
  name: string;
  members: UserId[];
}

export function searchAbout(store: SqlStore): SearchAbout {
  const { kind, name } = readRoom(store);
  return { kind, name, members: currentMembers(store).map(({ user }) => user) };
}

/** What has changed after `since`: as much as is told at once. */
export function searchNewsAfter(store: SqlStore, since: Seq): SearchNews {
  const { head } = readRoom(store);
  const changed = store.all<{ at: Seq; target: Seq }>(
    `SELECT seq AS at, seq AS target FROM messages WHERE seq > ?1
     UNION ALL
     SELECT seq, target FROM events WHERE seq > ?1 AND target IS NOT NULL
       AND type IN (SELECT value FROM json_each(?2))
     ORDER BY at LIMIT ?3`,
    since,
    JSON.stringify(MESSAGE_EVENTS),
    TOLD_TOGETHER,
  );
  const { messages, removed, told } = read(
    store,
    changed.map(({ target }) => target),
  );
  const last = changed[told - 1]?.at;
  const isWhole = told === changed.length && changed.length < TOLD_TOGETHER;
  const upTo = isWhole || last === undefined ? head : last;
  return { head: upTo, messages, removed, about: hasRoomNews(store, since) ? searchAbout(store) : null };
}

/** The newest messages before `before`: as many as are told at once. `from`: all messages from here on are told. */
export function searchNewsBefore(
  store: SqlStore,
  before: Seq,
): Omit<SearchNews, "head" | "about"> & { from: Seq } {
  const seqs = store
    .all<{ seq: Seq }>(
      "SELECT seq FROM messages WHERE seq < ? ORDER BY seq DESC LIMIT ?",
      before,
      TOLD_TOGETHER,
    )
    .map(({ seq }) => seq);
  const { messages, removed, told } = read(store, seqs);
  const isWhole = told === seqs.length && seqs.length < TOLD_TOGETHER;
  return { messages, removed, from: isWhole ? 1 : (seqs[told - 1] ?? 1) };
}

function hasRoomNews(store: SqlStore, since: Seq): boolean {
  return (
    store.first(
      "SELECT seq FROM events WHERE seq > ? AND type IN (SELECT value FROM json_each(?)) LIMIT 1",
      since,
      JSON.stringify(ROOM_EVENTS),
    ) !== null
  );
}

type SearchedRow = MessageRow & { libraries: string | null };

/** The messages as they stand now. `told`: how many of `seqs` fit, one at least. */
function read(
  store: SqlStore,
  seqs: readonly Seq[],
): { messages: SearchedMessage[]; removed: Seq[]; told: number } {
  const messages = new Map<Seq, SearchedMessage>();
  const removed = new Set<Seq>();
  let length = 0;
  let told = 0;
  for (const seq of seqs) {
    if (length > TOLD_LENGTH) break;
    told++;
    if (messages.has(seq) || removed.has(seq)) continue;
    const row = store.first<SearchedRow>(
      "SELECT m.*, t.libraries FROM messages m LEFT JOIN turns t ON t.id = m.turn WHERE m.seq = ?",
      seq,
    );
    const message = row === null ? null : searched(row);
    if (message === null) removed.add(seq);
    else messages.set(seq, message);
    length += message?.text.length ?? 0;
  }
  return { messages: [...messages.values()], removed: [...removed], told };
}

/** False for a message that shows nothing: deleted, hidden, or an answer that is not written yet. */
export function isSearched(row: MessageRow): boolean {
  if (row.deleted_at !== null || hides(row.moderation)) return false;
  if (row.turn !== null && row.ended === null) return false;
  return row.text !== "" || row.attachments !== null;
}

function searched(row: SearchedRow): SearchedMessage | null {
  if (!isSearched(row)) return null;
  const { seq, at, author, version, text, thread, libraries } = row;
  const files = attachmentsIn(row.attachments).map(({ name }) => name);
  return { seq, at, author, version, text, thread, files, libraries: librariesIn(libraries) };
}

function librariesIn(json: string | null): LibraryId[] | null {
  if (json === null) return [];
  const ids = readJson<unknown>(json, null);
  return Array.isArray(ids) ? ids.filter((id): id is LibraryId => typeof id === "string") : null;
}
