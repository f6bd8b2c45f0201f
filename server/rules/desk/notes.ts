/** Notes of the team. They are rows of the desk, so no frame of a room can carry them. */
import type { DeskNote } from "../../../shared/desk.ts";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { findRow } from "./conversations.ts";
import { touch } from "./desk.ts";

type NoteRow = {
  id: string;
  author: UserId;
  author_name: string;
  at: number;
  after: number;
  text: string;
};

export interface NewNote {
  /** The same id adds one note. */
  id: string;
  author: { id: UserId; name: string };
  text: string;
  /** The event of the room after which it stands; null for the newest that the desk knows. */
  after: number | null;
}

/** Null if the desk does not know the conversation. */
export function addNote(store: SqlStore, room: RoomId, note: NewNote, now: number): DeskNote | null {
  const row = findRow(store, room);
  if (row === null) return null;
  const { id, author, text } = note;
  const after = Math.min(note.after ?? row.head, row.head);
  const added = store.first(
    `INSERT INTO notes (id, room, author, author_name, at, "after", text) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (room, id) DO NOTHING RETURNING id`,
    id,
    room,
    author.id,
    author.name,
    now,
    after,
    text,
  );
  if (added !== null) touch(store, room);
  const stored = store.first<NoteRow>("SELECT * FROM notes WHERE id = ? AND room = ?", id, room);
  return stored === null ? null : toNote(stored);
}

/** Only its author deletes a note. Deleting it again changes nothing. */
export function deleteNote(store: SqlStore, room: RoomId, id: string, by: UserId): "deleted" | "other" {
  const found = store.first<NoteRow>("SELECT * FROM notes WHERE id = ? AND room = ?", id, room);
  if (found === null) return "deleted";
  if (found.author !== by) return "other";
  store.run("DELETE FROM notes WHERE id = ? AND room = ?", id, room);
  touch(store, room);
  return "deleted";
}

export function notesOf(store: SqlStore, room: RoomId): DeskNote[] {
  return store.all<NoteRow>(`SELECT * FROM notes WHERE room = ? ORDER BY "after", at, id`, room).map(toNote);
}

function toNote({ id, author, author_name, at, after, text }: NoteRow): DeskNote {
  return { id, author: { id: author, name: author_name }, at, after, text };
}
