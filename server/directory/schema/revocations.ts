import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { GrantId, OrganizationId, UserId } from "../../../shared/ids.ts";

/** A grant that ended, or (with `organization`) a person who left, until all objects have closed their sockets. */
export const revocations = sqliteTable(
  "revocations",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    user: text("user").$type<UserId>().notNull(),
    /** Written by versions without grants. Such rows are deleted after a month. */
    session: text("session"),
    grant: text("grant").$type<GrantId>(),
    organization: text("organization").$type<OrganizationId>(),
    createdAt: integer("created_at").notNull(),
    /** First delivery to every object concerned. It is delivered once more, because the list of rooms may lag. */
    deliveredAt: integer("delivered_at"),
    doneAt: integer("done_at"),
  },
  (table) => [
    index("revocations_open")
      .on(table.createdAt)
      .where(sql`done_at IS NULL`),
  ],
);
