import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeFileStorage } from "../../client/sdk/node/file-storage.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import type { OutboxStorage } from "../../client/sdk/index.ts";
import { entryOf, storageContract } from "./support/storage-contract.ts";
import { den } from "./support/people.ts";

let directory: string;
beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), "parley-outbox-"))));
afterEach(() => rm(directory, { recursive: true }));

const storages: [string, () => OutboxStorage][] = [
  ["in memory", makeMemoryStorage],
  ["in files", () => makeFileStorage(directory)],
];

describe.each(storages)("an outbox %s", (_name, open) => {
  test.each(Object.entries(storageContract))("OUTBOX-12: %s", async (_promise, holds) => {
    await holds(open());
  });
});

describe("an outbox in files", () => {
  test("OUTBOX-12: is there for the next program", async () => {
    await makeFileStorage(directory).put(entryOf(1));
    expect(await makeFileStorage(directory).list(den)).toEqual([entryOf(1)]);
  });

  test("OUTBOX-12: a write that a crash cut in half is as if it had not begun", async () => {
    const storage = makeFileStorage(directory);
    await storage.put(entryOf(1));
    await writeFile(join(directory, `${den}.json.new`), `[{"room":"ro`);
    await makeFileStorage(directory).put(entryOf(2));
    expect(await storage.list(den)).toEqual([entryOf(1), entryOf(2)]);
    expect(await readdir(directory)).toEqual([`${den}.json`]);
  });
});
