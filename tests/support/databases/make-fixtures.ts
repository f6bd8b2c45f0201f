/**
 * Creates fixtures from databases of this version: `node tests/support/databases/make-fixtures.ts <folder> [name]` writes
 * `room-<name>.sql`, `inbox-<name>.sql` and others. It serves the built app on an empty folder, simulates three people, kills
 * the server during work, and dumps its database files. Steps that this version of the app does not support are listed and
 * skipped.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { buildServer } from "../../../scripts/build.ts";
import { startServer } from "../../../scripts/serve.ts";
import { dumpDatabase } from "./dump-database.ts";
import { useEverything } from "./use-everything.ts";

const [folder = "tests/fixtures/databases", name = "today"] = process.argv.slice(2);
const data = mkdtempSync(join(tmpdir(), "parley-fixtures-"));
await buildServer();
const server = await startServer({
  port: 0,
  data,
  quiet: true,
  vars: { LOCAL_AI: "scripted", LOCAL_VECTORIZE_DELAY: "5000" },
});
try {
  await useEverything(server.origin);
} finally {
  await server.kill("SIGKILL");
}
const classes = {
  room: "RoomServer",
  inbox: "InboxServer",
  meter: "MeterServer",
  index: "IndexServer",
  vectors: "LocalVectorIndex",
};
for (const [object, className] of Object.entries(classes)) {
  const dump = largestDump(className);
  if (dump === null) continue;
  writeFileSync(join(folder, `${object}-${name}.sql`), dump);
  process.stdout.write(`${object}-${name}.sql ${dump.length} bytes\n`);
}
rmSync(data, { recursive: true, force: true });

/** The dump of the object of this class that has the most data. */
function largestDump(className: string): string | null {
  const objects = join(data, "v3/do");
  const of = readdirSync(objects).find((each) => each.endsWith(`-${className}`));
  if (of === undefined) return null;
  const dumps = readdirSync(join(objects, of))
    .filter((file) => file.endsWith(".sqlite") && file !== "metadata.sqlite")
    .map((file) => {
      const database = new DatabaseSync(join(objects, of, file));
      try {
        return dumpDatabase(database);
      } finally {
        database.close();
      }
    });
  return dumps.sort((a, b) => b.length - a.length)[0] ?? null;
}
