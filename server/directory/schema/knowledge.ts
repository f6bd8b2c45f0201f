import { sql } from "drizzle-orm";
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type {
  AgentId,
  DocumentId,
  LibraryId,
  OrganizationId,
  RoomId,
  TurnId,
  UserId,
} from "../../../shared/ids.ts";
import type {
  Audience,
  Document,
  DocumentFailure,
  DocumentKind,
  DocumentNotice,
  DocumentState,
} from "../../../shared/knowledge.ts";
import { organizations } from "./organizations.ts";

/** The row contains who may read and use the library: `"all"` or ids. */
export const libraries = sqliteTable(
  "libraries",
  {
    id: text("id").$type<LibraryId>().primaryKey(),
    organization: text("organization")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    name: text("name").notNull(),
    description: text("description").notNull(),
    readers: text("readers", { mode: "json" }).$type<Audience<UserId>>().notNull(),
    agents: text("agents", { mode: "json" }).$type<Audience<AgentId>>().notNull(),
    rooms: text("rooms", { mode: "json" }).$type<Audience<RoomId>>().notNull(),
    /** Set for the sample library. */
    isSample: integer("is_sample", { mode: "boolean" }).notNull().default(false),
    /** The person whose notes it holds. Nobody else reads it, and it is in no list of libraries. */
    owner: text("owner").$type<UserId>(),
    createdBy: text("created_by").$type<UserId>().notNull(),
    createdAt: integer("created_at").notNull(),
    version: integer("version").notNull(),
    requestKey: text("request_key").unique(),
    /** From this time on the library is hidden. The row is deleted after its objects, vectors and originals. */
    deletedAt: integer("deleted_at"),
  },
  (table) => [
    index("libraries_by_organization").on(table.organization, table.createdAt),
    uniqueIndex("libraries_one_sample")
      .on(table.organization)
      .where(sql`is_sample = 1 AND deleted_at IS NULL`),
    uniqueIndex("libraries_one_of_owner")
      .on(table.organization, table.owner)
      .where(sql`owner IS NOT NULL AND deleted_at IS NULL`),
  ],
);

/** Metadata only: originals and texts are in R2, chunks in the library's index. */
export const documents = sqliteTable(
  "documents",
  {
    id: text("id").$type<DocumentId>().primaryKey(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    library: text("library")
      .$type<LibraryId>()
      .notNull()
      .references(() => libraries.id),
    title: text("title").notNull(),
    kind: text("kind").$type<DocumentKind>().notNull(),
    source: text("source").$type<Document["source"]>().notNull(),
    address: text("address"),
    /** Of a file of code: the programming language. */
    language: text("language"),
    /** ISO 639-1. Null where it is not known, and for documents that were read before this column. */
    textLanguage: text("text_language"),
    tags: text("tags", { mode: "json" }).$type<string[]>().notNull(),
    state: text("state").$type<DocumentState>().notNull(),
    progress: real("progress").notNull().default(0),
    failure: text("failure").$type<DocumentFailure>(),
    notices: text("notices", { mode: "json" }).$type<DocumentNotice[]>().notNull().default([]),
    bytes: integer("bytes").notNull(),
    pages: integer("pages"),
    chunks: integer("chunks"),
    cited: integer("cited").notNull().default(0),
    version: integer("version").notNull(),
    readyVersion: integer("ready_version"),
    /** Models with vectors of the ready version. More than one while the next model's index is filled. */
    embedded: text("embedded", { mode: "json" }).$type<string[]>().notNull().default([]),
    /** Number of ingestion attempts. The next columns hold the instance that owns the work, and the end of its lease. */
    attempt: integer("attempt").notNull().default(0),
    instance: text("instance"),
    leaseUntil: integer("lease_until"),
    createdBy: text("created_by").$type<UserId>().notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    requestKey: text("request_key").unique(),
    /** From this time on it is not found or cited. The row is deleted after its chunks, vectors and originals. */
    deletedAt: integer("deleted_at"),
  },
  (table) => [
    index("documents_by_library").on(table.library, table.createdAt),
    index("documents_leased")
      .on(table.leaseUntil)
      .where(sql`lease_until IS NOT NULL`),
    index("documents_deleted")
      .on(table.deletedAt)
      .where(sql`deleted_at IS NOT NULL`),
  ],
);

/** Requests that gave a document a version, by idempotency key. They are deleted with the document. */
export const versionRequests = sqliteTable(
  "version_requests",
  {
    document: text("document")
      .$type<DocumentId>()
      .notNull()
      .references(() => documents.id, { onDelete: "cascade" }),
    user: text("user").$type<UserId>().notNull(),
    key: text("key").notNull(),
    version: integer("version").notNull(),
    /** SHA-256 of the request's body, hex, to recognize a repeated request. */
    body: text("body").notNull(),
    at: integer("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.document, table.user, table.key] }),
    index("version_requests_by_age").on(table.at),
  ],
);

/** Turns that are already counted in `documents.cited`: a room may report a turn twice. */
export const countedTurns = sqliteTable(
  "counted_turns",
  {
    turn: text("turn").$type<TurnId>().primaryKey(),
    at: integer("at").notNull(),
  },
  (table) => [index("counted_turns_by_age").on(table.at)],
);
