import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ShareAccess } from "../../../shared/api.ts";
import type { OrganizationId, RoomId, ShareId, UserId } from "../../../shared/ids.ts";

export const tickets = sqliteTable(
  "tickets",
  {
    tokenHash: text("token_hash").primaryKey(),
    session: text("session").notNull(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    /** The room it opens; null for the inbox. */
    room: text("room").$type<RoomId>(),
    origin: text("origin"),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [index("tickets_by_expiry").on(table.expiresAt)],
);

/** Links by which people of the organization come into a room. */
export const shares = sqliteTable(
  "shares",
  {
    id: text("id").$type<ShareId>().primaryKey(),
    /** SHA-256 of the token, hex. The token itself is shown once and kept nowhere. */
    tokenHash: text("token_hash").notNull().unique(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    room: text("room").$type<RoomId>().notNull(),
    access: text("access").$type<ShareAccess>().notNull(),
    createdBy: text("created_by").$type<UserId>().notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    revokedAt: integer("revoked_at"),
    /** When the room last took the revocation. */
    endedAt: integer("ended_at"),
    /** The room was told, and told again when nobody could be on the way in any more. */
    doneAt: integer("done_at"),
  },
  (table) => [
    index("shares_by_room").on(table.room, table.createdAt),
    index("shares_to_end")
      .on(table.revokedAt)
      .where(sql`revoked_at IS NOT NULL AND done_at IS NULL`),
  ],
);

/** Who came by which link: each person once. */
export const shareOpenings = sqliteTable(
  "share_openings",
  {
    share: text("share").$type<ShareId>().notNull(),
    user: text("user").$type<UserId>().notNull(),
    openedAt: integer("opened_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.share, table.user] })],
);

/** A session that ended, or (with `organization`) a person who left: whom the objects still have to let go. */
export const revocations = sqliteTable(
  "revocations",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    user: text("user").$type<UserId>().notNull(),
    session: text("session"),
    organization: text("organization").$type<OrganizationId>(),
    createdAt: integer("created_at").notNull(),
    /** First time that every object concerned took it. It goes out once more, as the list of rooms may lag. */
    deliveredAt: integer("delivered_at"),
    doneAt: integer("done_at"),
  },
  (table) => [
    index("revocations_open")
      .on(table.createdAt)
      .where(sql`done_at IS NULL`),
  ],
);

/** Attempts at something in a window of time: sign-ins, sign-ups. */
export const attempts = sqliteTable(
  "attempts",
  {
    key: text("key").primaryKey(),
    count: integer("count").notNull(),
    resetAt: integer("reset_at").notNull(),
  },
  (table) => [index("attempts_by_reset").on(table.resetAt)],
);
