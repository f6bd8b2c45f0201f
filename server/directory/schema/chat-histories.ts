import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { RoomId } from "../../../shared/ids.ts";

/** Which session a conversation is in, by a hash of its messages so far. */
export const chatHistories = sqliteTable(
  "chat_histories",
  {
    hash: text("hash").primaryKey(),
    room: text("room").$type<RoomId>().notNull(),
    at: integer("at").notNull(),
  },
  (table) => [index("chat_histories_by_time").on(table.at), index("chat_histories_by_room").on(table.room)],
);
