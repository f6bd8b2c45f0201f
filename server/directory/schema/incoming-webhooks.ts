import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { OrganizationId, RoomId, UserId, WebhookId } from "../../../shared/ids.ts";

/** Addresses by which programs write into one room. A trigger deletes those whose account leaves the organization. */
export const incomingWebhooks = sqliteTable(
  "incoming_webhooks",
  {
    id: text("id").$type<WebhookId>().primaryKey(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    room: text("room").$type<RoomId>().notNull(),
    /** The service account that its messages are of. */
    user: text("user").$type<UserId>().notNull(),
    tokenHash: text("token_hash").notNull(),
    createdBy: text("created_by").$type<UserId>().notNull(),
    createdAt: integer("created_at").notNull(),
    usedAt: integer("used_at"),
    requestKey: text("request_key"),
  },
  (table) => [
    uniqueIndex("incoming_webhooks_by_token").on(table.tokenHash),
    uniqueIndex("incoming_webhooks_by_request").on(table.requestKey),
    index("incoming_webhooks_by_organization").on(table.organization),
  ],
);
