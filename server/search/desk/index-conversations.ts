/**
 * The words of what the desk alone knows: names of visitors, tags and notes. Words of messages are in the organization's message index. The
 * index is a part of the desk's database and follows the desk's head, so whatever has changed is found in the same step.
 */
import type { RoomId } from "../../../shared/ids.ts";
import { languageOf } from "../../knowledge/words/language-of.ts";
import { termsOf, writtenTermsOf } from "../../knowledge/words/terms.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** The note of a row that has the visitor's name and the tags. */
export const ABOUT = "";

type Known = { room: RoomId; visitor_name: string | null; tags: string };

/** Indexes about `most` changed conversations, the oldest changes first. Returns whether some are left. Call it in a transaction. */
export function indexChanged(store: SqlStore, most: number): boolean {
  const { head, searched } = positions(store);
  if (searched >= head) return false;
  const changes = store.all<{ changed: number }>(
    `SELECT changed FROM conversations WHERE changed > ?1 UNION ALL SELECT changed FROM gone WHERE changed > ?1
     ORDER BY changed LIMIT ?2`,
    searched,
    most,
  );
  // Several conversations may have the same change: all of them belong to the step.
  const upTo = changes.length < most ? head : (changes.at(-1)?.changed ?? head);
  const known = store.all<Known>(
    "SELECT room, visitor_name, tags FROM conversations WHERE changed > ? AND changed <= ?",
    searched,
    upTo,
  );
  for (const conversation of known) indexConversation(store, conversation);
  const gone = store.all<{ room: RoomId }>(
    "SELECT room FROM gone WHERE changed > ? AND changed <= ?",
    searched,
    upTo,
  );
  for (const { room } of gone) for (const { key } of textsOf(store, room)) remove(store, key);
  store.run("UPDATE desk SET searched = ?", upTo);
  return upTo < head;
}

/** Whether changes are not indexed yet: of a desk from before the index. */
export function isBehind(store: SqlStore): boolean {
  const { head, searched } = positions(store);
  return searched < head;
}

function tagsIn(json: string): string[] {
  const tags = readJson<unknown>(json, []);
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
}

function positions(store: SqlStore): { head: number; searched: number } {
  return (
    store.first<{ head: number; searched: number }>("SELECT head, searched FROM desk") ?? {
      head: 0,
      searched: 0,
    }
  );
}

type IndexedText = { key: number; note: string; text: string };

const textsOf = (store: SqlStore, room: RoomId): IndexedText[] =>
  store.all<IndexedText>("SELECT key, note, text FROM searched_texts WHERE room = ?", room);

function indexConversation(store: SqlStore, { room, visitor_name, tags }: Known): void {
  const notes = store.all<{ id: string; text: string }>("SELECT id, text FROM notes WHERE room = ?", room);
  const wanted = new Map(notes.map(({ id, text }) => [id, text]));
  wanted.set(ABOUT, [visitor_name ?? "", ...tagsIn(tags)].join("\n"));
  for (const { key, note, text } of textsOf(store, room)) {
    // Most changes concern neither: places in line, assignment, messages.
    if (wanted.get(note) === text) wanted.delete(note);
    else remove(store, key);
  }
  for (const [note, text] of wanted) add(store, room, note, text);
}

function add(store: SqlStore, room: RoomId, note: string, text: string): void {
  const row = store.first<{ key: number }>(
    "INSERT INTO searched_texts (room, note, text) VALUES (?, ?, ?) RETURNING key",
    room,
    note,
    text,
  );
  if (row === null) return;
  store.run(
    "INSERT INTO searched_terms (rowid, words, written) VALUES (?, ?, ?)",
    row.key,
    termsOf(text, languageOf(text)).join(" "),
    writtenTermsOf(text).join(" "),
  );
}

function remove(store: SqlStore, key: number): void {
  store.run("DELETE FROM searched_terms WHERE rowid = ?", key);
  store.run("DELETE FROM searched_texts WHERE key = ?", key);
}
