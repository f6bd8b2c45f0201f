import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import type { Role, RoomKind } from "../../../shared/permissions.ts";
import type { RoomSpec } from "../../rules/room/room-spec.ts";

export const rooms = sqliteTable(
  "rooms",
  {
    id: text("id").$type<RoomId>().primaryKey(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    kind: text("kind").$type<RoomKind>().notNull(),
    name: text("name").notNull(),
    topic: text("topic").notNull().default(""),
    /** Everyone of the organization finds and joins it, as the room last said. */
    isPublic: integer("is_public", { mode: "boolean" }).notNull().default(false),
    spec: text("spec", { mode: "json" }).$type<RoomSpec>().notNull(),
    /** Makes two requests for one room equal: the pair of a direct room, or an idempotency key. */
    uniqueKey: text("unique_key"),
    createdAt: integer("created_at").notNull(),
    /** When the room's object confirmed its creation; null until then. */
    readyAt: integer("ready_at"),
    /** The seq at which the room last wrote its name and members here. */
    projectedHead: integer("projected_head").notNull().default(0),
    /** The epoch of that seq: seqs of different epochs cannot be compared. */
    projectedEpoch: text("projected_epoch"),
  },
  (table) => [
    uniqueIndex("rooms_by_unique_key").on(table.uniqueKey),
    index("rooms_by_organization").on(table.organization),
    index("rooms_public")
      .on(table.organization, table.id)
      .where(sql`is_public = 1`),
    index("rooms_not_ready")
      .on(table.createdAt)
      .where(sql`ready_at IS NULL`),
  ],
);

/** A projection that the room writes, for listings and revocations. It never grants access. */
export const roomMembers = sqliteTable(
  "room_members",
  {
    room: text("room").$type<RoomId>().notNull(),
    user: text("user").$type<UserId>().notNull(),
    role: text("role").$type<Role>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.room, table.user] }),
    index("room_members_by_user").on(table.user),
  ],
);
