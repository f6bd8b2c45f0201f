/** What D1 holds. Times are milliseconds since 1970, but for better-auth's four tables, whose columns are Dates. */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { ModerationPolicy, OrganizationRole, ShareAccess } from "../../shared/api.ts";
import type {
  Audience,
  Document,
  DocumentFailure,
  DocumentKind,
  DocumentState,
} from "../../shared/knowledge.ts";
import type {
  AgentId,
  DocumentId,
  LibraryId,
  OrganizationId,
  RoomId,
  ShareId,
  UserId,
} from "../../shared/ids.ts";
import type { Role, RoomKind } from "../../shared/permissions.ts";
import type { RoomSpec } from "../room/room-spec.ts";

const date = (name: string) => integer(name, { mode: "timestamp_ms" });

// ---- better-auth's tables

export const users = sqliteTable("users", {
  id: text("id").$type<UserId>().primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  emailVerified: integer("email_verified", { mode: "boolean" }).notNull().default(false),
  image: text("image"),
  createdAt: date("created_at").notNull(),
  updatedAt: date("updated_at").notNull(),
});

/** Deleting a row writes a revocation (trigger in migration 0001), whoever deletes it. */
export const sessions = sqliteTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    token: text("token").notNull().unique(),
    userId: text("user_id")
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expiresAt: date("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt: date("created_at").notNull(),
    updatedAt: date("updated_at").notNull(),
  },
  (table) => [index("sessions_by_user").on(table.userId)],
);

export const accounts = sqliteTable(
  "accounts",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    password: text("password"),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: date("access_token_expires_at"),
    refreshTokenExpiresAt: date("refresh_token_expires_at"),
    scope: text("scope"),
    createdAt: date("created_at").notNull(),
    updatedAt: date("updated_at").notNull(),
  },
  (table) => [index("accounts_by_user").on(table.userId)],
);

export const verifications = sqliteTable(
  "verifications",
  {
    id: text("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: date("expires_at").notNull(),
    createdAt: date("created_at").notNull(),
    updatedAt: date("updated_at").notNull(),
  },
  (table) => [index("verifications_by_identifier").on(table.identifier)],
);

// ---- organizations

export const organizations = sqliteTable("organizations", {
  id: text("id").$type<OrganizationId>().primaryKey(),
  name: text("name").notNull(),
  welcomeRoom: text("welcome_room").$type<RoomId>().notNull(),
  createdBy: text("created_by").$type<UserId>().notNull(),
  createdAt: integer("created_at").notNull(),
  /** `<user>:<idempotency key>` of the request that made it: the same request again finds it. */
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
    /** When `#welcome` took them in; null means that somebody still has to tell it. */
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
    /** SHA-256 of the token, hex. The token itself is shown once and kept nowhere. */
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

// ---- the AI

/** Deleting a row writes a revocation (trigger in migration 0004): every room that has the agent lets it go. */
export const agents = sqliteTable(
  "agents",
  {
    id: text("id").$type<AgentId>().primaryKey(),
    organization: text("organization")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    name: text("name").notNull(),
    face: text("face").notNull(),
    instructions: text("instructions").notNull(),
    model: text("model").notNull(),
    temperature: real("temperature").notNull(),
    greeting: text("greeting").notNull(),
    starters: text("starters", { mode: "json" }).$type<string[]>().notNull(),
    isDefault: integer("is_default", { mode: "boolean" }).notNull(),
    version: integer("version").notNull(),
    createdAt: integer("created_at").notNull(),
    /** `<organization>:<user>:<idempotency key>` of the request that made it: the same request again finds it. */
    requestKey: text("request_key").unique(),
  },
  (table) => [
    index("agents_by_organization").on(table.organization, table.createdAt),
    uniqueIndex("agents_one_default")
      .on(table.organization)
      .where(sql`is_default = 1`),
  ],
);

export const organizationAi = sqliteTable(
  "organization_ai",
  {
    organization: text("organization")
      .$type<OrganizationId>()
      .primaryKey()
      .references(() => organizations.id),
    moderation: text("moderation").$type<ModerationPolicy>().notNull(),
    /**
     * When `#welcome` got the default agent; null means that somebody still has to tell it, as in organizations that are
     * older than agents.
     */
    agentWelcomedAt: integer("agent_welcomed_at"),
  },
  (table) => [
    index("organization_ai_not_welcomed")
      .on(table.organization)
      .where(sql`agent_welcomed_at IS NULL`),
  ],
);

// ---- knowledge

/** Who may read it and use it stands in the row: `"all"` or ids. */
export const libraries = sqliteTable(
  "libraries",
  {
    id: text("id").$type<LibraryId>().primaryKey(),
    organization: text("organization")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    name: text("name").notNull(),
    description: text("description").notNull(),
    readers: text("readers", { mode: "json" }).$type<Audience<UserId>>().notNull(),
    agents: text("agents", { mode: "json" }).$type<Audience<AgentId>>().notNull(),
    rooms: text("rooms", { mode: "json" }).$type<Audience<RoomId>>().notNull(),
    /** Set on the one that ships with the project. */
    isSample: integer("is_sample", { mode: "boolean" }).notNull().default(false),
    createdBy: text("created_by").$type<UserId>().notNull(),
    createdAt: integer("created_at").notNull(),
    version: integer("version").notNull(),
    requestKey: text("request_key").unique(),
    /** From then on it is gone for everyone; the row goes when its objects, vectors and originals are. */
    deletedAt: integer("deleted_at"),
  },
  (table) => [
    index("libraries_by_organization").on(table.organization, table.createdAt),
    uniqueIndex("libraries_one_sample")
      .on(table.organization)
      .where(sql`is_sample = 1 AND deleted_at IS NULL`),
  ],
);

/** Metadata only: originals and texts are in R2, chunks in the library's index. */
export const documents = sqliteTable(
  "documents",
  {
    id: text("id").$type<DocumentId>().primaryKey(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    library: text("library")
      .$type<LibraryId>()
      .notNull()
      .references(() => libraries.id),
    title: text("title").notNull(),
    kind: text("kind").$type<DocumentKind>().notNull(),
    source: text("source").$type<Document["source"]>().notNull(),
    address: text("address"),
    language: text("language"),
    tags: text("tags", { mode: "json" }).$type<string[]>().notNull(),
    state: text("state").$type<DocumentState>().notNull(),
    progress: real("progress").notNull().default(0),
    failure: text("failure").$type<DocumentFailure>(),
    bytes: integer("bytes").notNull(),
    pages: integer("pages"),
    chunks: integer("chunks"),
    cited: integer("cited").notNull().default(0),
    version: integer("version").notNull(),
    readyVersion: integer("ready_version"),
    /** Models whose vectors the ready version has: more than one while the next model's index is filled. */
    embedded: text("embedded", { mode: "json" }).$type<string[]>().notNull().default([]),
    /** Begun again so often, and by which instance it is worked on until when. */
    attempt: integer("attempt").notNull().default(0),
    instance: text("instance"),
    leaseUntil: integer("lease_until"),
    createdBy: text("created_by").$type<UserId>().notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    requestKey: text("request_key").unique(),
    /** From then on it is found and cited no more; the row goes when chunks, vectors and originals are. */
    deletedAt: integer("deleted_at"),
  },
  (table) => [
    index("documents_by_library").on(table.library, table.createdAt),
    index("documents_leased")
      .on(table.leaseUntil)
      .where(sql`lease_until IS NOT NULL`),
    index("documents_deleted")
      .on(table.deletedAt)
      .where(sql`deleted_at IS NOT NULL`),
  ],
);

// ---- rooms

export const rooms = sqliteTable(
  "rooms",
  {
    id: text("id").$type<RoomId>().primaryKey(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    kind: text("kind").$type<RoomKind>().notNull(),
    name: text("name").notNull(),
    spec: text("spec", { mode: "json" }).$type<RoomSpec>().notNull(),
    /** What makes two requests for one room the same request: the pair of a direct room, or an idempotency key. */
    uniqueKey: text("unique_key"),
    createdAt: integer("created_at").notNull(),
    /** When its object said that it is made; null means that somebody still has to tell it. */
    readyAt: integer("ready_at"),
    /** The seq at which the room last wrote its name and members here. */
    projectedHead: integer("projected_head").notNull().default(0),
    /** The epoch of that seq: seqs of two epochs do not compare. */
    projectedEpoch: text("projected_epoch"),
  },
  (table) => [
    uniqueIndex("rooms_by_unique_key").on(table.uniqueKey),
    index("rooms_by_organization").on(table.organization),
    index("rooms_not_ready")
      .on(table.createdAt)
      .where(sql`ready_at IS NULL`),
  ],
);

/** A projection, written by the room: for listing and for finding whom to tell. It never lets anybody in. */
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

// ---- doors

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
