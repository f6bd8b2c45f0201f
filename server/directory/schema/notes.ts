import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { DocumentId, LibraryId, OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import type { NoteContext } from "../../../shared/notes.ts";
import { documents, libraries } from "./knowledge.ts";

/** What a note has beside its document. Triggers (migration 0033) delete it with the document, and forget a copy that is deleted. */
export const notes = sqliteTable("notes", {
  document: text("document")
    .$type<DocumentId>()
    .primaryKey()
    .references(() => documents.id, { onDelete: "cascade" }),
  /** As titles are compared. The document has it as it is written. */
  title: text("title").notNull(),
  excerpt: text("excerpt").notNull(),
  context: text("context", { mode: "json" }).$type<NoteContext>(),
  /** The document that shows this note to others, and the version of the note that it has. */
  copy: text("copy").$type<DocumentId>(),
  copiedVersion: integer("copied_version"),
  /** Copies that are gone. It makes the next one another document. */
  copies: integer("copies").notNull().default(0),
});

export const noteLinks = sqliteTable(
  "note_links",
  {
    note: text("note")
      .$type<DocumentId>()
      .notNull()
      .references(() => documents.id, { onDelete: "cascade" }),
    kind: text("kind").$type<"note" | "address" | "file">().notNull(),
    /** The folded title of a note, an address, or a document. */
    target: text("target").notNull(),
    /** As it is written. */
    label: text("label").notNull(),
    place: integer("place").notNull(),
  },
  (table) => [primaryKey({ columns: [table.note, table.kind, table.target] })],
);

/** Rooms in which agents may have answered from the notes in a library. */
export const noteUses = sqliteTable(
  "note_uses",
  {
    room: text("room").$type<RoomId>().notNull(),
    library: text("library")
      .$type<LibraryId>()
      .notNull()
      .references(() => libraries.id, { onDelete: "cascade" }),
  },
  (table) => [primaryKey({ columns: [table.room, table.library] })],
);

/** The address by which a person mails notes to themselves. */
export const noteAddresses = sqliteTable("note_addresses", {
  id: text("id").primaryKey(),
  organization: text("organization").$type<OrganizationId>().notNull(),
  user: text("user").$type<UserId>().notNull(),
  createdAt: integer("created_at").notNull(),
});
