import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { MemoryId, OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import type { MemoryScope } from "../../../shared/memory.ts";

/**
 * Facts that are remembered. Triggers (migration 0026) keep `memory_terms` as `terms` has it, and delete what is remembered about a person
 * with their membership.
 */
export const memories = sqliteTable(
  "memories",
  {
    /** Grows with each fact, and is never used again. */
    number: integer("number").primaryKey({ autoIncrement: true }),
    id: text("id").$type<MemoryId>().notNull(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    scope: text("scope").$type<MemoryScope>().notNull(),
    owner: text("owner").$type<UserId | RoomId | OrganizationId>().notNull(),
    /** `placeKey` of organization, scope and owner. */
    place: text("place").notNull(),
    text: text("text").notNull(),
    subject: text("subject"),
    /** Equal for two facts of which the newer one replaces the older one. */
    about: text("about").notNull(),
    terms: text("terms", { mode: "json" }).$type<string[]>().notNull(),
    sourceRoom: text("source_room").$type<RoomId>(),
    sourceSeq: integer("source_seq"),
    saidBy: text("said_by").$type<UserId>().notNull(),
    storedBy: text("stored_by").$type<UserId>().notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    usedAt: integer("used_at"),
    uses: integer("uses").notNull().default(0),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("memories_by_id").on(table.id),
    index("memories_by_place").on(table.place),
    index("memories_by_about").on(table.place, table.about),
    index("memories_by_use").on(table.place, table.uses, table.number),
    index("memories_by_source").on(table.sourceRoom, table.sourceSeq),
    index("memories_by_organization").on(table.organization),
    index("memories_by_owner").on(table.owner),
  ],
);

export const memoryTerms = sqliteTable(
  "memory_terms",
  {
    place: text("place").notNull(),
    term: text("term").notNull(),
    number: integer("number").notNull(),
  },
  (table) => [primaryKey({ columns: [table.place, table.term, table.number] })],
);

/** Which fact a request has stored. It outlives the fact. */
export const memoryRequests = sqliteTable(
  "memory_requests",
  {
    requestKey: text("request_key").primaryKey(),
    memory: text("memory").$type<MemoryId>().notNull(),
    at: integer("at").notNull(),
  },
  (table) => [index("memory_requests_by_time").on(table.at)],
);
