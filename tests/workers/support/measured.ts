import { runInDurableObject } from "cloudflare:test";
import { expect } from "vitest";

export interface Rows {
  readonly read: number;
  readonly written: number;
}

/** Counts the rows that the room reads and writes from now on. `of`: only by queries that match. */
export async function countRows(room: DurableObjectStub, of = /./): Promise<Rows> {
  return runInDurableObject(room, (_, state) => {
    const exec = state.storage.sql.exec.bind(state.storage.sql);
    const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
    Object.defineProperty(state.storage.sql, "exec", {
      configurable: true,
      value: (query: string, ...bindings: unknown[]) => {
        const cursor = exec(query, ...bindings);
        if (of.test(query)) cursors.push(cursor);
        return cursor;
      },
    });
    return {
      get read() {
        return cursors.reduce((sum, each) => sum + each.rowsRead, 0);
      },
      get written() {
        return cursors.reduce((sum, each) => sum + each.rowsWritten, 0);
      },
    };
  });
}

/** Does the work and fails if the room read more rows than allowed. */
export async function measured<Result>(
  room: DurableObjectStub,
  work: () => Promise<Result>,
  mostRows: number,
): Promise<Result> {
  const rows = await countRows(room);
  const result = await work();
  expect(rows.read).toBeGreaterThan(0);
  expect(rows.read).toBeLessThanOrEqual(mostRows);
  return result;
}
