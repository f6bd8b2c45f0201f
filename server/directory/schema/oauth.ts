import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { KeyId, OrganizationId, UserId } from "../../../shared/ids.ts";
import type { OAuthScope } from "../../../shared/oauth.ts";

/** The access of an app is a row of `api_keys`, whose secret nobody holds. The app holds tokens for it. A trigger deletes it with the key. */
export const oauthGrants = sqliteTable(
  "oauth_grants",
  {
    key: text("key").$type<KeyId>().primaryKey(),
    /** The client id: an address. */
    client: text("client").notNull(),
    accessHash: text("access_hash").notNull(),
    accessUntil: integer("access_until").notNull(),
    refreshHash: text("refresh_hash").notNull(),
    /** The one before. Whoever shows it has a copy. */
    previousRefreshHash: text("previous_refresh_hash"),
  },
  (table) => [
    uniqueIndex("oauth_grants_by_access").on(table.accessHash),
    uniqueIndex("oauth_grants_by_refresh").on(table.refreshHash),
    index("oauth_grants_by_previous").on(table.previousRefreshHash),
  ],
);

/** Codes that an app exchanges for tokens. */
export const oauthCodes = sqliteTable(
  "oauth_codes",
  {
    codeHash: text("code_hash").primaryKey(),
    client: text("client").notNull(),
    clientName: text("client_name").notNull(),
    redirectUri: text("redirect_uri").notNull(),
    challenge: text("challenge").notNull(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    user: text("user").$type<UserId>().notNull(),
    scopes: text("scopes", { mode: "json" }).$type<OAuthScope[]>().notNull(),
    expiresAt: integer("expires_at").notNull(),
    /** The key that it was exchanged for. Null: it was not used. */
    key: text("key").$type<KeyId>(),
  },
  (table) => [index("oauth_codes_by_expiry").on(table.expiresAt)],
);
