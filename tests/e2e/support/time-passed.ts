import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What rooms and desks of a stopped server have written is older by this time, milliseconds: as if it had been off for so long. */
export function timePassed(data: string, time: number): void {
  const folder = join(data, "v3");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".sqlite") || !/RoomServer|DeskServer/.test(name)) continue;
    const database = new DatabaseSync(join(folder, name));
    const has = (table: string): boolean =>
      database.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").get(table) !== undefined;
    if (has("messages")) database.prepare("UPDATE messages SET at = at - ?").run(time);
    if (has("schedule")) database.prepare("UPDATE schedule SET due = due - ?").run(time);
    database.close();
  }
}
