import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { sessions, users } from "./accounts.ts";

/** Devices that are told by push. A session that ends takes its row with it, so it is never told again. */
export const pushDevices = sqliteTable(
  "push_devices",
  {
    session: text("session")
      .primaryKey()
      .references(() => sessions.id, { onDelete: "cascade" }),
    user: text("user").$type<UserId>().notNull(),
    /** Address at the browser's push service. A secret: whoever has it and the keys can show notifications there. */
    endpoint: text("endpoint").notNull(),
    p256dh: text("p256dh").notNull(),
    auth: text("auth").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("push_devices_by_endpoint").on(table.endpoint),
    index("push_devices_by_user").on(table.user),
  ],
);

/** People who are told outside of the app by push or in another chat. A large room tells their inboxes of news that calls nobody too. */
export const noticeListeners = sqliteTable(
  "notice_listeners",
  {
    organization: text("organization").$type<OrganizationId>().notNull(),
    user: text("user")
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
  },
  (table) => [primaryKey({ columns: [table.organization, table.user] })],
);

/** Notices that the queue has given up on. They have no content. */
export const deadNotices = sqliteTable(
  "dead_notices",
  {
    /** From inbox, key and version: the same notice again is the same row. */
    id: text("id").primaryKey(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    user: text("user").$type<UserId>().notNull(),
    key: text("key").notNull(),
    version: integer("version").notNull(),
    failedAt: integer("failed_at").notNull(),
    /** What the channels had said. */
    reason: text("reason").notNull(),
    sentAgainAt: integer("sent_again_at"),
  },
  (table) => [index("dead_notices_by_organization").on(table.organization, table.failedAt)],
);
