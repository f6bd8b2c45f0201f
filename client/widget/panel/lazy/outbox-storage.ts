import { openIndexedDbStorage } from "../../../sdk/storage/indexed-db.ts";
import { makeMemoryStorage } from "../../../sdk/storage/memory.ts";
import type { OutboxStorage } from "../../../sdk/types.ts";

/** Messages that were written survive the page, where the browser lets a frame store anything. */
export async function openOutboxStorage(name: string): Promise<OutboxStorage> {
  try {
    return await openIndexedDbStorage(name);
  } catch {
    return makeMemoryStorage();
  }
}
