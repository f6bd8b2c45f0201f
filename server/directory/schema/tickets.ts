import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { GrantId, OrganizationId, RoomId } from "../../../shared/ids.ts";
import type { Capability } from "../../../shared/permissions.ts";

export const tickets = sqliteTable(
  "tickets",
  {
    tokenHash: text("token_hash").primaryKey(),
    /** Written by versions without grants, and used if there is no grant. */
    session: text("session"),
    /** The grant that the ticket was created with. */
    grant: text("grant").$type<GrantId>(),
    /** The scopes of its creator. Null means all, as versions without scopes wrote it. */
    scopes: text("scopes", { mode: "json" }).$type<Capability[]>(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    /** The room that the ticket opens; null for the inbox. */
    room: text("room").$type<RoomId>(),
    origin: text("origin"),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [index("tickets_by_expiry").on(table.expiresAt)],
);
