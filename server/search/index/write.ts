/** Takes what rooms tell. Everything may be told twice, and what does not continue where the index stands changes nothing. */
import { assertNever } from "../../../shared/assert-never.ts";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { IndexedMessage, IndexedRoom, RoomNews, RoomPosition } from "../../bindings/message-index.ts";
import { ANALYSER_VERSION } from "../../knowledge/words/terms.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { noteDeletedWords } from "./deleted-words.ts";
import { freeKey } from "./message-keys.ts";
import { termsOfMessage } from "./message-terms.ts";

type LiveRoom = { no: number; epoch: string; head: Seq; oldest: Seq; analyser: number };

/** How far the index knows the room; null if it must begin with it. */
export function positionOf(store: SqlStore, room: RoomId): RoomPosition | null {
  const live = liveRoom(store, room);
  return live === null ? null : { epoch: live.epoch, head: live.head, oldest: live.oldest };
}

/** The room is deleted. Its rows are deleted in steps. */
export function dropRoom(store: SqlStore, room: RoomId): void {
  const live = liveRoom(store, room);
  if (live !== null) markDropped(store, live.no);
}

function markDropped(store: SqlStore, no: number): void {
  store.run("UPDATE rooms SET dropped = 1 WHERE no = ?", no);
  store.run("DELETE FROM members WHERE room = ?", no);
}

/** Call it in a transaction. */
export function take(store: SqlStore, news: RoomNews): RoomPosition | null {
  const live = liveRoom(store, news.room);
  switch (news.type) {
    case "begin":
      // The same epoch again: it has begun already.
      if (live?.epoch !== news.epoch) begin(store, news, live);
      break;
    case "changes":
      if (live === null || live.epoch !== news.epoch || live.head !== news.since) break;
      if (news.about !== null) writeAbout(store, live.no, news.about);
      writeMessages(store, live.no, news);
      store.run("UPDATE rooms SET head = ? WHERE no = ?", news.head, live.no);
      break;
    case "older":
      if (live === null || live.epoch !== news.epoch || live.oldest !== news.before) break;
      writeMessages(store, live.no, news);
      store.run("UPDATE rooms SET oldest = ? WHERE no = ?", news.from, live.no);
      break;
    default:
      assertNever(news);
  }
  return positionOf(store, news.room);
}

/** A room that another version of the analyser has indexed is told again from its newest message on; until then it is found as before. */
function liveRoom(store: SqlStore, room: RoomId): LiveRoom | null {
  const live = store.first<LiveRoom>(
    "SELECT no, epoch, head, oldest, analyser FROM rooms WHERE room = ? AND dropped = 0",
    room,
  );
  if (live === null || live.analyser === ANALYSER_VERSION) return live;
  store.run("UPDATE rooms SET oldest = head + 1, analyser = ? WHERE no = ?", ANALYSER_VERSION, live.no);
  return { ...live, oldest: live.head + 1 };
}

function begin(
  store: SqlStore,
  { room, epoch, head, about }: Extract<RoomNews, { type: "begin" }>,
  before: LiveRoom | null,
): void {
  if (before !== null) markDropped(store, before.no);
  store.run(
    "INSERT INTO rooms (room, epoch, head, oldest, analyser, kind, name) VALUES (?, ?, ?, ?, ?, ?, ?)",
    room,
    epoch,
    head,
    head + 1,
    ANALYSER_VERSION,
    about.kind,
    about.name,
  );
  const begun = liveRoom(store, room);
  if (begun !== null) writeAbout(store, begun.no, about);
}

function writeAbout(store: SqlStore, no: number, { kind, name, members }: IndexedRoom): void {
  store.run("UPDATE rooms SET kind = ?, name = ? WHERE no = ?", kind, name, no);
  const users = JSON.stringify(members);
  store.run("DELETE FROM members WHERE room = ? AND user NOT IN (SELECT value FROM json_each(?))", no, users);
  store.run("INSERT OR IGNORE INTO members (user, room) SELECT value, ? FROM json_each(?)", no, users);
}

function writeMessages(
  store: SqlStore,
  no: number,
  { messages, removed }: { messages: IndexedMessage[]; removed: Seq[] },
): void {
  for (const seq of removed) removeMessage(store, no, seq);
  // In the order of their keys: FTS5 writes a new block whenever a row id is lower than the one before.
  for (const message of messages.toSorted((a, b) => a.at - b.at || a.seq - b.seq)) {
    const key = removeMessage(store, no, message.seq) ?? freeKey(store, message.at);
    addMessage(store, no, key, message);
  }
}

function addMessage(store: SqlStore, no: number, key: number, message: IndexedMessage): void {
  const { language, words, written, files, marks } = termsOfMessage(
    message,
    no,
    authorNo(store, message.author),
  );
  store.run(
    "INSERT INTO messages (key, room, seq, version, language, thread) VALUES (?, ?, ?, ?, ?, ?)",
    key,
    no,
    message.seq,
    message.version,
    language,
    message.thread,
  );
  store.run(
    "INSERT INTO message_terms (rowid, words, written, files, marks) VALUES (?, ?, ?, ?, ?)",
    key,
    words,
    written,
    files,
    marks,
  );
  for (const library of message.libraries ?? [""])
    store.run("INSERT OR IGNORE INTO message_libraries (key, library) VALUES (?, ?)", key, library);
  store.run(
    "INSERT INTO languages (language, messages) VALUES (?, 1) ON CONFLICT DO UPDATE SET messages = messages + 1",
    language,
  );
}

/** Returns the key that the message had; null if it was not indexed. */
function removeMessage(store: SqlStore, no: number, seq: Seq): number | null {
  const row = store.first<{ key: number }>("SELECT key FROM messages WHERE room = ? AND seq = ?", no, seq);
  if (row === null) return null;
  removeKey(store, row.key);
  return row.key;
}

function removeKey(store: SqlStore, key: number): void {
  store.run(
    "UPDATE languages SET messages = messages - 1 WHERE language = (SELECT language FROM messages WHERE key = ?)",
    key,
  );
  store.run("DELETE FROM message_terms WHERE rowid = ?", key);
  store.run("DELETE FROM message_libraries WHERE key = ?", key);
  store.run("DELETE FROM messages WHERE key = ?", key);
  noteDeletedWords(store);
}

export function hasDroppedRooms(store: SqlStore): boolean {
  return store.first("SELECT no FROM rooms WHERE dropped = 1 LIMIT 1") !== null;
}

/** Deletes at most `most` messages of rooms that began anew. */
export function deleteDropped(store: SqlStore, most: number): void {
  const dropped = store.first<{ no: number }>("SELECT no FROM rooms WHERE dropped = 1 LIMIT 1");
  if (dropped === null) return;
  const keys = store.all<{ key: number }>(
    "SELECT key FROM messages WHERE room = ? LIMIT ?",
    dropped.no,
    most,
  );
  for (const { key } of keys) removeKey(store, key);
  if (keys.length < most) store.run("DELETE FROM rooms WHERE no = ?", dropped.no);
}

function authorNo(store: SqlStore, user: UserId): number {
  store.run("INSERT OR IGNORE INTO authors (user) VALUES (?)", user);
  return store.first<{ no: number }>("SELECT no FROM authors WHERE user = ?", user)?.no ?? 0;
}
