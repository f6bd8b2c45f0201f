import { sql, type SQL } from "drizzle-orm";

/** For `inArray`: any number of ids are one bound parameter. D1 accepts at most 100 parameters. */
export function inJsonArray(ids: string[]): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
}
