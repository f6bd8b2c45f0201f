import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ShareAccess } from "../../../shared/api.ts";
import type { OrganizationId, RoomId, ShareId, UserId } from "../../../shared/ids.ts";

/** Links by which people of the organization join a room. */
export const shares = sqliteTable(
  "shares",
  {
    id: text("id").$type<ShareId>().primaryKey(),
    /** SHA-256 of the token, hex. The token itself is shown once and not stored. */
    tokenHash: text("token_hash").notNull().unique(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    room: text("room").$type<RoomId>().notNull(),
    access: text("access").$type<ShareAccess>().notNull(),
    createdBy: text("created_by").$type<UserId>().notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    revokedAt: integer("revoked_at"),
    /** When the room last received the revocation. */
    endedAt: integer("ended_at"),
    /** When the room received the revocation a second time, after nobody could still be joining by the link. */
    doneAt: integer("done_at"),
  },
  (table) => [
    index("shares_by_room").on(table.room, table.createdAt),
    index("shares_to_end")
      .on(table.revokedAt)
      .where(sql`revoked_at IS NOT NULL AND done_at IS NULL`),
  ],
);

/** Who joined by which link: one row per person. */
export const shareOpenings = sqliteTable(
  "share_openings",
  {
    share: text("share").$type<ShareId>().notNull(),
    user: text("user").$type<UserId>().notNull(),
    openedAt: integer("opened_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.share, table.user] })],
);
