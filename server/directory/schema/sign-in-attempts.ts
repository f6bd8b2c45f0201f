import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Counts attempts in a window of time: sign-ins, sign-ups. */
export const attempts = sqliteTable(
  "attempts",
  {
    key: text("key").primaryKey(),
    count: integer("count").notNull(),
    resetAt: integer("reset_at").notNull(),
    /** For waits that rise: no attempt is allowed before this time. */
    notBefore: integer("not_before").notNull().default(0),
  },
  (table) => [index("attempts_by_reset").on(table.resetAt)],
);
