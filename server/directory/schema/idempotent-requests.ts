import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Idempotency keys and the request that each was first sent with. */
export const idempotentRequests = sqliteTable(
  "idempotent_requests",
  {
    /** SHA-256 of the person, the address and the key, hex. */
    key: text("key").primaryKey(),
    /** SHA-256 of the query and the body, hex. */
    request: text("request").notNull(),
    at: integer("at").notNull(),
  },
  (table) => [index("idempotent_requests_by_age").on(table.at)],
);
