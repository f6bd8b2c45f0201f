/** The code with which a page tests the browser's storage. `tests/e2e/outbox-storage.test.ts` bundles and runs it. */
import { openIndexedDbStorage } from "../../../client/sdk/storage/indexed-db.ts";
import { den } from "./people.ts";
import { entryOf, storageContract } from "./storage-contract.ts";

/** Runs each check of the contract; returns its error, or null if it passed. */
export async function tryContract(): Promise<Record<string, string | null>> {
  const results: Record<string, string | null> = {};
  for (const [promise, holds] of Object.entries(storageContract)) {
    const storage = await openIndexedDbStorage(`contract: ${promise}`);
    results[promise] = await holds(storage).then(
      () => null,
      (error: unknown) => String(error),
    );
  }
  return results;
}

const shared = openIndexedDbStorage("shared");
let changes = 0;
let finish: () => void = () => {};

export async function listen(): Promise<void> {
  (await shared).onChange(den, () => (changes += 1));
}

export async function put(n: number): Promise<void> {
  await (await shared).put(entryOf(n));
}

export async function read(): Promise<{ texts: string[]; changes: number }> {
  return { texts: (await (await shared).list(den)).map(({ text }) => text), changes };
}

/** Asks for the writer role and keeps it until `stopWriting`; resolves at once. `isWriter` tells when the role was granted. */
export async function startWriting(): Promise<void> {
  const storage = await shared;
  void storage.asOnlyWriter(den, new AbortController().signal, () => {
    writing = true;
    const { promise, resolve } = Promise.withResolvers<void>();
    finish = resolve;
    return promise;
  });
}

let writing = false;
export const isWriter = (): boolean => writing;

export function stopWriting(): void {
  writing = false;
  finish();
}

/** Aborts the request for the writer role before it is granted; resolves when the storage has released it. */
export async function giveUpWriting(): Promise<string> {
  const signal = AbortSignal.timeout(50);
  let wrote = false;
  await (await shared).asOnlyWriter(den, signal, async () => void (wrote = true));
  return wrote ? "wrote" : "gave up";
}
