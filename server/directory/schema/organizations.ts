import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { OrganizationRole } from "../../../shared/api.ts";
import type { OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import { users } from "./accounts.ts";

export const organizations = sqliteTable("organizations", {
  id: text("id").$type<OrganizationId>().primaryKey(),
  name: text("name").notNull(),
  welcomeRoom: text("welcome_room").$type<RoomId>().notNull(),
  createdBy: text("created_by").$type<UserId>().notNull(),
  createdAt: integer("created_at").notNull(),
  /** `<user>:<idempotency key>` of the request that created it, so that a repeated request finds it. */
  requestKey: text("request_key").unique(),
});

/** Deleting a row writes a revocation (trigger in migration 0001). */
export const members = sqliteTable(
  "members",
  {
    organization: text("organization")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    user: text("user")
      .$type<UserId>()
      .notNull()
      .references(() => users.id),
    role: text("role").$type<OrganizationRole>().notNull(),
    joinedAt: integer("joined_at").notNull(),
    /** When `#welcome` added the person; null until then. */
    welcomedAt: integer("welcomed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.organization, table.user] }),
    index("members_by_user").on(table.user),
  ],
);

export const invitations = sqliteTable(
  "invitations",
  {
    /** SHA-256 of the token, hex. The token itself is shown once and not stored. */
    tokenHash: text("token_hash").primaryKey(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    invitedBy: text("invited_by").$type<UserId>().notNull(),
    role: text("role").$type<"admin" | "member">().notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    acceptedBy: text("accepted_by").$type<UserId>(),
    acceptedAt: integer("accepted_at"),
  },
  (table) => [index("invitations_by_inviter").on(table.organization, table.invitedBy)],
);
