/** Queries for messages that count for a person. */
import type { UserId } from "../../../shared/ids.ts";
import { MAX_UNREAD_COUNT } from "../../../shared/limits.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Selects `seq` and `place`. */
export interface Rule {
  sql: string;
  /** Values of the `?` parameters, in order. */
  values: (UserId | Seq)[];
}

/** The count, up to the maximum that is sent. */
export function countBy(store: SqlStore, { sql, values }: Rule): number {
  const row = store.first<{ count: number }>(
    `SELECT count(*) AS count FROM (SELECT place FROM (${sql}) LIMIT ?)`,
    ...values,
    MAX_UNREAD_COUNT,
  );
  return row?.count ?? 0;
}

export const both = (one: Rule, other: Rule): Rule => ({
  sql: `${one.sql} UNION ALL ${other.sql}`,
  values: [...one.values, ...other.values],
});
