import type { OutboxEntry, OutboxStorage } from "../../../client/sdk/types.ts";
import { makeId, makeMessageId } from "../../../shared/ids.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { den } from "./people.ts";

const attic: RoomId = makeId("room", (bytes) => bytes.fill(8));

/** Returns the same entry for the same number. Ids rise with the number. */
export function entryOf(n: number, room: RoomId = den): OutboxEntry {
  const id = makeMessageId(n, (bytes) => bytes.fill(1));
  return { room, id, text: `message ${n}`, mentions: [], writtenAt: n };
}

/** Used instead of a library's assertion, because this code also runs in a web page. */
function same(actual: unknown, expected: unknown): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (found !== wanted) throw new Error(`${found} is not ${wanted}`);
}

/** The contract of every storage. Each check gets a fresh storage. */
export const storageContract: Record<string, (storage: OutboxStorage) => Promise<void>> = {
  async "lists a room's entries in the order in which they were first put"(storage) {
    for (const n of [2, 1, 3]) await storage.put(entryOf(n));
    await storage.put({ ...entryOf(1), failure: { code: "not_found", message: "Gone." } });
    same(
      (await storage.list(den)).map(({ writtenAt, failure }) => [writtenAt, failure?.code]),
      [
        [2, undefined],
        [1, "not_found"],
        [3, undefined],
      ],
    );
  },

  async "keeps rooms apart"(storage) {
    await storage.put(entryOf(1));
    await storage.put(entryOf(1, attic));
    await storage.remove(den, entryOf(1).id);
    same(await storage.list(den), []);
    same(await storage.list(attic), [entryOf(1, attic)]);
  },

  async "names the rooms with entries"(storage) {
    same(await storage.rooms(), []);
    await storage.put(entryOf(1));
    await storage.put(entryOf(2));
    await storage.put(entryOf(1, attic));
    same((await storage.rooms()).sort(), [den, attic].sort());
    await storage.remove(attic, entryOf(1).id);
    same(await storage.rooms(), [den]);
  },

  async "removes what is not there without a word"(storage) {
    await storage.remove(den, entryOf(1).id);
  },

  async "takes many at once without losing one"(storage) {
    const numbers = Array.from({ length: 50 }, (_, n) => n);
    await Promise.all(numbers.map((n) => storage.put(entryOf(n))));
    same(
      (await storage.list(den)).map(({ writtenAt }) => writtenAt),
      numbers,
    );
  },

  async "lets a writer write until it is done"(storage) {
    let wrote = false;
    await storage.asOnlyWriter(den, new AbortController().signal, async () => void (wrote = true));
    same(wrote, true);
  },
};
