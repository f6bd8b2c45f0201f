/** Finds conversations by what the desk alone knows of them. */
import type { RoomId } from "../../../shared/ids.ts";
import type { SearchedText } from "../../bindings/message-index.ts";
import type { DeskFound, DeskSearch } from "../../bindings/desk-search.ts";
import { findConversation } from "../../rules/desk/conversations.ts";
import { notesOf } from "../../rules/desk/notes.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { combine, matchAll } from "../query/match-expression.ts";
import { ALL_LANGUAGES, conditionsOf } from "../query/query-terms.ts";
import { ABOUT } from "./index-conversations.ts";

/** Newest conversations first. Notes and the rest are found each for itself: all words have to be in one of them. */
export function findConversations(
  store: SqlStore,
  { texts, visitors, after, limit }: DeskSearch,
): { found: DeskFound[]; more: boolean } {
  const match = expressionOf(texts);
  const rows = store.all<{ room: RoomId; notes: string }>(
    `WITH hits AS (
       ${match === null ? "SELECT '' AS room, '' AS note WHERE ?1 IS NOT NULL" : "SELECT s.room, s.note FROM searched_terms t JOIN searched_texts s ON s.key = t.rowid WHERE searched_terms MATCH ?1"}
       UNION SELECT room, ?2 FROM conversations WHERE visitor IN (SELECT value FROM json_each(?3))
     )
     SELECT c.room, json_group_array(h.note) AS notes FROM hits h JOIN conversations c ON c.room = h.room
     WHERE (c.created_at, c.room) < (?4, ?5)
     GROUP BY c.room ORDER BY c.created_at DESC, c.room DESC LIMIT ?6`,
    match,
    ABOUT,
    JSON.stringify(visitors),
    after?.createdAt ?? Number.MAX_SAFE_INTEGER,
    after?.room ?? "",
    limit + 1,
  );
  return {
    found: rows.slice(0, limit).flatMap(({ room, notes }) => {
      const conversation = findConversation(store, room);
      const ids = new Set(readJson<string[]>(notes, []));
      return conversation === null
        ? []
        : [{ conversation, notes: notesOf(store, room).filter(({ id }) => ids.has(id)) }];
    }),
    more: rows.length > limit,
  };
}

/** Null if no word is wanted. */
function expressionOf(texts: readonly SearchedText[]): string | null {
  const all: string[] = [];
  const none: string[] = [];
  for (const text of texts) {
    const conditions = conditionsOf(text, ALL_LANGUAGES);
    if (conditions.length > 0) (text.excluded ? none : all).push(matchAll(conditions, "written"));
  }
  return all.length === 0 ? null : combine(all, none);
}
