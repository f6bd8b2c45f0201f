import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type NodeSql, nodeSql } from "../node-sql.ts";
import { restoreDatabase } from "./restore-database.ts";

const folder = join(import.meta.dirname, "../../fixtures/databases");

/** Names of all fixtures, or of those of one object. */
export function fixtureNames(object = ""): string[] {
  return readdirSync(folder).filter((name) => name.startsWith(object) && name.endsWith(".sql"));
}

export const readFixture = (name: string): string => readFileSync(join(folder, name), "utf8");

export const openFixture = (name: string): NodeSql => nodeSql(restoreDatabase(readFixture(name)));
