import { drizzle } from "drizzle-orm/d1";
import * as schema from "./schema.ts";

/** D1 with Drizzle: the argument of the queries in this folder. */
export type Directory = ReturnType<typeof openDirectory>;

export function openDirectory(db: D1Database) {
  return drizzle(db, { schema });
}
