import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeMessageId, type RoomId, type UserId } from "../../shared/ids.ts";

const MINUTE = 60_000;
const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

/** Inserts messages into a room of a stopped server, because sending 50,000 of them would take an hour. */
export function fillRoom(data: string, room: RoomId, authors: readonly UserId[], count: number): void {
  const folder = join(data, "v3");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".sqlite"),
  );
  const database = files
    .map((name) => new DatabaseSync(join(folder, name)))
    .find((each) => isRoom(each, room));
  if (database === undefined) throw new Error(`no database of ${room}`);
  const head = Number(database.prepare("SELECT head FROM room").get()?.["head"]);
  const begin = Date.now() - count * MINUTE;
  const insert = database.prepare("INSERT INTO messages (seq, id, author, at, text) VALUES (?, ?, ?, ?, ?)");
  database.exec("BEGIN");
  for (let n = 1; n <= count; n++) {
    const at = begin + n * MINUTE;
    const author = authors[Math.floor(n / 3) % authors.length] ?? "";
    insert.run(head + n, makeMessageId(at, random), author, at, textOf(n));
  }
  database.prepare("UPDATE room SET head = ?").run(head + count);
  // Everything is marked as read, so the room opens at its end.
  database.prepare("UPDATE members SET read = ?, delivered = ?").run(head + count, head + count);
  database.exec("COMMIT");
  database.close();
}

function isRoom(database: DatabaseSync, room: RoomId): boolean {
  const hasTable = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'room'").get() !== undefined;
  return hasTable && database.prepare("SELECT 1 FROM room WHERE id = ?").get(room) !== undefined;
}

/** Texts of different heights, like real ones. */
function textOf(n: number): string {
  if (n % 7 === 0) return `message ${n} \n\n- with\n- a\n- list`;
  if (n % 31 === 0) return `message ${n} \n\n\`\`\`ts\nconst answer = ${n};\nexport { answer };\n\`\`\``;
  return `message ${n} ${"and so on ".repeat((n * 13) % 40)}`;
}
