import { drizzle } from "drizzle-orm/d1";
import * as schema from "./schema.ts";

/** D1 behind Drizzle: what the queries of this folder take. */
export type Directory = ReturnType<typeof openDirectory>;

export function openDirectory(db: D1Database) {
  return drizzle(db, { schema });
}
