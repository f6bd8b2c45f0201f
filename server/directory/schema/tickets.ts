import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { GrantId, OrganizationId, RoomId } from "../../../shared/ids.ts";
import type { Capability } from "../../../shared/permissions.ts";

export const tickets = sqliteTable(
  "tickets",
  {
    tokenHash: text("token_hash").primaryKey(),
    /** Written by a version without grants, and read in place of the grant. */
    session: text("session"),
    /** What it was made from. */
    grant: text("grant").$type<GrantId>(),
    /** What its maker could use. Null for everything, as a version without scopes writes it. */
    scopes: text("scopes", { mode: "json" }).$type<Capability[]>(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    /** The room that the ticket opens; null for the inbox. */
    room: text("room").$type<RoomId>(),
    origin: text("origin"),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [index("tickets_by_expiry").on(table.expiresAt)],
);
