import { evictDurableObject, runInDurableObject } from "cloudflare:test";

/** Replaces an object's database with a dump. The object finds it at its next start. */
export async function replaceDatabase(
  stub: DurableObjectStub,
  dump: string,
  change: (state: DurableObjectState) => void | Promise<void> = () => {},
): Promise<void> {
  await runInDurableObject(stub, async (_, state) => {
    const { sql } = state.storage;
    const tables = sql
      .exec<{ name: string }>(
        `SELECT name FROM sqlite_master
         WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' AND name NOT GLOB '__*'
         ORDER BY sql NOT LIKE 'CREATE VIRTUAL%'`,
      )
      .toArray();
    // A virtual table takes its own tables with it.
    for (const { name } of tables) sql.exec(`DROP TABLE IF EXISTS ${name}`);
    sql.exec(dump);
    await change(state);
  });
  await evictDurableObject(stub);
}
