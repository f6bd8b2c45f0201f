/** better-auth's five tables, whose columns are Dates, and what an account has besides. */
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Language, TimeFormat } from "../../../shared/account.ts";
import type { UserId } from "../../../shared/ids.ts";

const date = (name: string) => integer(name, { mode: "timestamp_ms" });

export const users = sqliteTable("users", {
  id: text("id").$type<UserId>().primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  emailVerified: integer("email_verified", { mode: "boolean" }).notNull().default(false),
  /** The version of the person's picture, whose bytes are in the bucket; null for none. */
  image: text("image"),
  twoFactorEnabled: integer("two_factor_enabled", { mode: "boolean" }).notNull().default(false),
  language: text("language").$type<Language>().notNull().default("auto"),
  timeFormat: text("time_format").$type<TimeFormat>().notNull().default("auto"),
  /** Whether anything about the person may be remembered, and used. */
  memory: integer("memory", { mode: "boolean" }).notNull().default(true),
  createdAt: date("created_at").notNull(),
  updatedAt: date("updated_at").notNull(),
});

/** Deleting a row writes a revocation (trigger in migration 0008). */
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

/** The authenticator app of a person. `secret` and `backupCodes` are encrypted by better-auth. */
export const twoFactors = sqliteTable(
  "two_factors",
  {
    id: text("id").primaryKey(),
    secret: text("secret").notNull(),
    backupCodes: text("backup_codes").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    verified: integer("verified", { mode: "boolean" }),
    failedVerificationCount: integer("failed_verification_count").default(0),
    lockedUntil: date("locked_until"),
  },
  (table) => [uniqueIndex("two_factors_by_user").on(table.userId)],
);

/** One-use links to an account: to confirm an address, to change it, to set a new password. */
export const accountLinks = sqliteTable(
  "account_links",
  {
    /** SHA-256 of the token, hex. */
    tokenHash: text("token_hash").primaryKey(),
    purpose: text("purpose").$type<"confirm" | "change" | "reset">().notNull(),
    userId: text("user_id")
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The address that the link was sent to, or that it is to become; null for a link that an owner made. */
    email: text("email"),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [
    index("account_links_by_user").on(table.userId),
    index("account_links_by_expiry").on(table.expiresAt),
  ],
);

/** People whose new name has not reached all of their rooms yet. */
export const renames = sqliteTable("renames", {
  user: text("user").$type<UserId>().primaryKey(),
  name: text("name").notNull(),
  /** Rooms up to this id have it. */
  after: text("after").notNull().default(""),
  /** When all had been told. They are told once more, because the list of rooms may lag. */
  deliveredAt: integer("delivered_at"),
});
