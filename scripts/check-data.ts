/**
 * `npm run check-data`: looks at every database of the data folder and says what is damaged. It changes nothing. Exit code: 0 if all are
 * whole, 1 if something is damaged, 2 if the folder cannot be checked, for example because a server uses it.
 */
import { readdirSync, existsSync } from "node:fs";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { blobFolder, checkDatabase, kindOf, tablesOf } from "./check-database.ts";
import { databasesIn } from "./checkpoint.ts";
import { dataFolder } from "./data-folder.ts";
import { lockFolder } from "./folder-lock.ts";
import { objectId } from "./object-id.ts";

const ROOMS = "parley-RoomServer";
const say = (line: string) => process.stdout.write(`${line}\n`);

const data = dataFolder();
try {
  if (!existsSync(data)) throw new Error(`There is no data folder ${data}.`);
  const lock = await lockFolder(data);
  const damaged = check(data);
  lock.release();
  process.exitCode = damaged === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

/** Returns how many databases are damaged or missing. */
function check(data: string): number {
  const paths = databasesIn(data);
  const rooms = roomsOf(paths);
  let damaged = 0;
  const report = (path: string, problems: readonly string[]): void => {
    if (problems.length === 0) return;
    damaged += 1;
    say(`damaged: ${relative(data, path)}${nameOf(path, rooms)}`);
    for (const problem of problems) say(`  ${problem}`);
  };
  for (const path of paths) report(path, checkDatabase(path, blobFolder(data, path)));
  for (const path of orphanWals(data)) report(path, ["there is only its -wal file"]);
  for (const { id, name } of rooms.values()) {
    const path = join(data, "v3/do", ROOMS, `${id}.sqlite`);
    report(path, lostRoom(path, name));
  }
  say(
    damaged === 0
      ? `${paths.length} databases are whole.`
      : `${damaged} of ${paths.length} databases are damaged. Stop the server, restore them from a backup, and start it with a higher RESTORE_GENERATION.`,
  );
  return damaged;
}

interface Room {
  id: string;
  room: string;
  name: string;
}

/** The rooms that the directory says have been created, by the id of their objects. Empty if the directory cannot be read. */
function roomsOf(paths: readonly string[]): Map<string, Room> {
  for (const path of paths.filter((one) => kindOf(one) === "miniflare-D1DatabaseObject")) {
    try {
      const directory = new DatabaseSync(path);
      const rows = tablesOf(directory).has("rooms")
        ? directory.prepare("SELECT id, name FROM rooms WHERE ready_at IS NOT NULL").all()
        : [];
      directory.close();
      const rooms = rows.map((row) => ({
        room: String(row["id"]),
        name: String(row["name"] ?? ""),
        id: objectId(ROOMS, String(row["id"])),
      }));
      if (rooms.length > 0) return new Map(rooms.map((room) => [room.id, room]));
    } catch {
      // The check of this database says what is wrong with it.
    }
  }
  return new Map();
}

function nameOf(path: string, rooms: ReadonlyMap<string, Room>): string {
  const room = kindOf(path) === ROOMS ? [...rooms.values()].find(({ id }) => path.includes(id)) : undefined;
  return room === undefined ? "" : ` (the conversation “${room.name}”, ${room.room})`;
}

/** A room that the directory knows and whose database is missing or empty: restored without its `-wal`, or deleted. */
function lostRoom(path: string, name: string): string[] {
  if (!existsSync(path)) return [`the database of “${name}” is missing`];
  try {
    const database = new DatabaseSync(path);
    const isEmpty =
      !tablesOf(database).has("room") || database.prepare("SELECT 1 FROM room").get() === undefined;
    database.close();
    return isEmpty ? [`the database of “${name}” is empty`] : [];
  } catch {
    return [];
  }
}

function orphanWals(data: string): string[] {
  const folder = join(data, "v3");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sqlite-wal"))
    .map((path) => join(folder, path.slice(0, -"-wal".length)))
    .filter((path) => !existsSync(path));
}
