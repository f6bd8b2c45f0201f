import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { KeyId, OrganizationId, UserId } from "../../../shared/ids.ts";
import type { Capability } from "../../../shared/permissions.ts";

/** Ending a key (`ended_at`) writes a revocation (trigger in migration 0021), so a key is ended before its row is deleted. Its id is the grant. */
export const apiKeys = sqliteTable(
  "api_keys",
  {
    id: text("id").$type<KeyId>().primaryKey(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    /** Whom it acts as: a person or a service account. */
    user: text("user").$type<UserId>().notNull(),
    createdBy: text("created_by").$type<UserId>().notNull(),
    name: text("name").notNull(),
    /** SHA-256 of the secret, hex. */
    tokenHash: text("token_hash").notNull(),
    ending: text("ending").notNull(),
    /** The secret before the last rotation, and until when it works. */
    previousHash: text("previous_hash"),
    previousUntil: integer("previous_until"),
    scopes: text("scopes", { mode: "json" }).$type<Capability[]>().notNull(),
    perMinute: integer("per_minute").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at"),
    /** To within KEY_USE_NOTED. */
    usedAt: integer("used_at"),
    endedAt: integer("ended_at"),
  },
  (table) => [
    uniqueIndex("api_keys_by_token").on(table.tokenHash),
    index("api_keys_by_previous").on(table.previousHash),
    index("api_keys_by_user").on(table.user),
    index("api_keys_by_organization").on(table.organization),
    index("api_keys_by_expiry").on(table.expiresAt),
  ],
);

/** Members without a password. Each also has a row in `users` and one in `members`. */
export const services = sqliteTable(
  "services",
  {
    user: text("user").$type<UserId>().primaryKey(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    createdBy: text("created_by").$type<UserId>().notNull(),
    createdAt: integer("created_at").notNull(),
    requestKey: text("request_key"),
  },
  (table) => [
    index("services_by_organization").on(table.organization),
    uniqueIndex("services_by_request").on(table.requestKey),
  ],
);
