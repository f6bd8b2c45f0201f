import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { OrganizationId, RoomId } from "../../../shared/ids.ts";

export const tickets = sqliteTable(
  "tickets",
  {
    tokenHash: text("token_hash").primaryKey(),
    session: text("session").notNull(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    /** The room that the ticket opens; null for the inbox. */
    room: text("room").$type<RoomId>(),
    origin: text("origin"),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [index("tickets_by_expiry").on(table.expiresAt)],
);
