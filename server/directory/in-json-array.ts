import { sql, type SQL } from "drizzle-orm";

/** For `inArray`: however many they are, they are one bound parameter. D1 takes a hundred. */
export function inJsonArray(ids: string[]): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
}
