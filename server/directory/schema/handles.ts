import { primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { OrganizationId, UserId } from "../../../shared/ids.ts";

/**
 * Handles of people and agents. A person's row stays when they leave, so that nobody else takes the handle and they have it again when they
 * come back.
 */
export const handles = sqliteTable(
  "handles",
  {
    organization: text("organization").$type<OrganizationId>().notNull(),
    /** `handleKey` of the handle: handles that look alike have the same one. */
    key: text("key").notNull(),
    handle: text("handle").notNull(),
    holder: text("holder").$type<UserId>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organization, table.key] }),
    uniqueIndex("handles_by_holder").on(table.organization, table.holder),
  ],
);
