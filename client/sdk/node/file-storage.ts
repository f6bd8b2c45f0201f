/** Outbox in files, for command lines and test tools. Only for Node: a separate entry, so that the core does not need Node. */
import { mkdir, open, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { isRoomId, type RoomId } from "../../../shared/ids.ts";
import { SerialQueue } from "../serial-queue.ts";
import type { OutboxEntry, OutboxStorage } from "../types.ts";

/**
 * One file per room in `directory`. Only one process may use the directory at a time.
 *
 * @example
 * const client = createClient({ ...options, storage: makeFileStorage("/var/lib/my-bot/outbox") });
 */
export function makeFileStorage(directory: string): OutboxStorage {
  const queue = new SerialQueue();
  const pathOf = (room: RoomId) => join(directory, `${room}.json`);

  async function read(room: RoomId): Promise<OutboxEntry[]> {
    try {
      return JSON.parse(await readFile(pathOf(room), "utf8"));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
      throw error;
    }
  }

  async function rooms(): Promise<RoomId[]> {
    const names = await readdir(directory).catch(() => []);
    const known = names.map((name) => name.replace(/\.json$/, "")).filter(isRoomId);
    const filled = await Promise.all(
      known.map(async (room) => ((await read(room)).length > 0 ? [room] : [])),
    );
    return filled.flat();
  }

  async function change(room: RoomId, edit: (entries: OutboxEntry[]) => OutboxEntry[]): Promise<void> {
    await queue.run(async () => {
      await mkdir(directory, { recursive: true });
      await replaceFile(pathOf(room), JSON.stringify(edit(await read(room))));
      await syncDirectory(directory);
    });
  }

  return {
    list: (room) => queue.run(() => read(room)),
    put: (entry) => change(entry.room, (entries) => upsert(entries, entry)),
    remove: (room, id) => change(room, (entries) => entries.filter((entry) => entry.id !== id)),
    rooms: () => queue.run(rooms),
    asOnlyWriter: (_room, _signal, work) => work(),
    onChange: () => () => {},
  };
}

function upsert(entries: OutboxEntry[], entry: OutboxEntry): OutboxEntry[] {
  const known = entries.some(({ id }) => id === entry.id);
  return known ? entries.map((old) => (old.id === entry.id ? entry : old)) : [...entries, entry];
}

/** After a crash the file has either the old or the new content. */
async function replaceFile(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

/** The new name is durable only after the directory is synced. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
