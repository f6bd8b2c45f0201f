import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { OrganizationRole } from "../../../shared/api.ts";
import type { InvitationId, OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import { users } from "./accounts.ts";

export const organizations = sqliteTable("organizations", {
  id: text("id").$type<OrganizationId>().primaryKey(),
  name: text("name").notNull(),
  welcomeRoom: text("welcome_room").$type<RoomId>().notNull(),
  createdBy: text("created_by").$type<UserId>().notNull(),
  createdAt: integer("created_at").notNull(),
  /** `<user>:<idempotency key>` of the request that created it, so that a repeated request finds it. */
  requestKey: text("request_key").unique(),
  /** The version of its picture; null for none. */
  picture: text("picture"),
  /** From this time on nobody reaches it. The row is deleted after everything that belongs to it. */
  deletedAt: integer("deleted_at"),
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
    /** The role that `#welcome` was last told. It is told again while it differs from `role`. */
    welcomeRole: text("welcome_role").$type<OrganizationRole>(),
    /** When the person last opened the app here, to within ACTIVE_EVERY. */
    activeAt: integer("active_at"),
  },
  (table) => [
    primaryKey({ columns: [table.organization, table.user] }),
    index("members_by_user").on(table.user),
  ],
);

/** Who was in the organization and is not any more. */
export const formerMembers = sqliteTable(
  "former_members",
  {
    organization: text("organization").$type<OrganizationId>().notNull(),
    user: text("user").$type<UserId>().notNull(),
    leftAt: integer("left_at").notNull(),
    /** Who removed the person; null if they left. Whoever was removed comes back only by an invitation that was made later. */
    removedBy: text("removed_by").$type<UserId>(),
  },
  (table) => [primaryKey({ columns: [table.organization, table.user] })],
);

export const invitations = sqliteTable(
  "invitations",
  {
    /** SHA-256 of the token, hex. The token itself is not stored: it is made from `seed` and the server's key. */
    tokenHash: text("token_hash").primaryKey(),
    id: text("id").$type<InvitationId>(),
    seed: text("seed"),
    organization: text("organization").$type<OrganizationId>().notNull(),
    invitedBy: text("invited_by").$type<UserId>().notNull(),
    role: text("role").$type<"admin" | "member">().notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    /** Null for any number. */
    maxUses: integer("max_uses").default(1),
    emailDomain: text("email_domain"),
    email: text("email"),
    revokedAt: integer("revoked_at"),
    /** Written by versions whose links worked once. */
    acceptedBy: text("accepted_by").$type<UserId>(),
    acceptedAt: integer("accepted_at"),
  },
  (table) => [
    index("invitations_by_inviter").on(table.organization, table.invitedBy),
    uniqueIndex("invitations_by_id").on(table.id),
  ],
);

/** Who joined by which invitation: one row for each person. */
export const invitationUses = sqliteTable(
  "invitation_uses",
  {
    invitation: text("invitation").notNull(),
    user: text("user").$type<UserId>().notNull(),
    usedAt: integer("used_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.invitation, table.user] })],
);
