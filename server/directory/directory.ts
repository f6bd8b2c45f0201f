import { drizzle } from "drizzle-orm/d1";

/** D1 with Drizzle: the argument of the queries in this folder. */
export type Directory = ReturnType<typeof openDirectory>;

/** Without the tables: they are for Drizzle's relational queries alone, which nobody makes, and reading them costs as much as a query. */
export const openDirectory = (db: D1Database) => drizzle(db);
