/**
 * What memory adds to a turn: 10,000 facts in one organization, of which a question may use 3,000, beside 90,000 facts of others. For
 * comparison, an FTS5 table of all facts, with the places as a filter. The figures are CPU of the process, because other work on the machine
 * changes them less. `npm run bench:memory`; the results are in docs/measurements.md.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { termsOfFact } from "../../server/memory/fact-terms.ts";
import { type MemoryPlace, ofOrganization, ofPerson, ofRoom, placeKey } from "../../server/memory/place.ts";
import { recall } from "../../server/memory/recall.ts";
import { makeId } from "../../shared/ids.ts";
import { MAX_MEMORIES } from "../../shared/limits.ts";
import { nodeD1 } from "./node-d1.ts";

const ORGANIZATIONS = 10;
const FACTS = 10_000;
const WORDS = 5_000;
const RUNS = 200;
/** The promise: half of all questions take less, milliseconds of CPU. */
const MAX_P50 = 5;

/** The same numbers in each run. */
let state = 42;
const random = (): number => (state = (state * 48_271) % (2 ** 31 - 1)) / (2 ** 31 - 1);
const bytes = (into: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(into);

const syllables = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "wo", "zu"];
/** Few words are frequent, most are rare. */
function word(): string {
  let made = "";
  for (let rest = Math.floor(WORDS ** random()) + 225; rest > 0; rest = Math.floor(rest / 15))
    made += syllables[rest % 15];
  return made;
}
const sentence = (length: number): string => Array.from({ length }, word).join(" ");

const database = new DatabaseSync(":memory:");
const folder = join(import.meta.dirname, "../../server/directory/migrations");
for (const file of readdirSync(folder).filter((name) => name.endsWith(".sql")))
  for (const query of readFileSync(join(folder, file), "utf8").split("--> statement-breakpoint"))
    database.exec(query);
database.exec("CREATE VIRTUAL TABLE plain USING fts5 (text, place UNINDEXED)");
const db = nodeD1(database);

const insert = database.prepare(
  `INSERT INTO memories (id, organization, scope, owner, place, text, about, terms, said_by, stored_by, created_at, updated_at)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1)`,
);
const insertPlain = database.prepare("INSERT INTO plain (text, place) VALUES (?, ?)");
const person = makeId("user", bytes);

function fill(place: MemoryPlace, count: number): void {
  for (let i = 0; i < count; i++) {
    const text = sentence(12);
    const terms = JSON.stringify(termsOfFact({ text, subject: null }));
    const { organization, scope, owner } = place;
    const [id, key] = [makeId("mem", bytes), placeKey(place)];
    insert.run(id, organization, scope, owner, key, text, `text ${id}`, terms, person, person);
    insertPlain.run(text, key);
  }
}

const usable: MemoryPlace[] = [];
database.exec("BEGIN");
for (let i = 0; i < ORGANIZATIONS; i++) {
  const organization = makeId("org", bytes);
  const first = [
    ofOrganization(organization),
    ofPerson(organization, person),
    ofRoom(organization, makeId("room", bytes)),
  ];
  if (i === 0) usable.push(...first);
  for (const place of first) fill(place, MAX_MEMORIES[place.scope]);
  const rest = FACTS - first.reduce((sum, { scope }) => sum + MAX_MEMORIES[scope], 0);
  for (let done = 0; done < rest; done += MAX_MEMORIES.room)
    fill(ofRoom(organization, makeId("room", bytes)), MAX_MEMORIES.room);
}
database.exec("COMMIT");

const questions = Array.from({ length: RUNS }, (_, i) => sentence(i % 4 === 0 ? 24 : 8));
const [first] = usable;
if (first === undefined) throw new Error("nothing was filled");
const { organization } = first;

async function measure(ask: (question: string) => unknown): Promise<string> {
  const times: number[] = [];
  // Compiled code, as in a Worker that has answered before.
  for (let i = 0; i < 50; i++) await ask(sentence(8));
  for (const question of questions) {
    const began = process.cpuUsage();
    await ask(question);
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / 1_000);
  }
  times.sort((a, b) => a - b);
  p50 = times[Math.floor(RUNS * 0.5)] ?? 0;
  const at = (share: number) => (times[Math.floor(RUNS * share)] ?? 0).toFixed(2);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}
let p50 = 0;

const keys = JSON.stringify(usable.map(placeKey));
const plain = database.prepare(
  `SELECT text FROM plain WHERE plain MATCH ? AND place IN (SELECT value FROM json_each(?)) ORDER BY bm25(plain) LIMIT 8`,
);
console.log(`FTS5:   ${await measure((question) => plain.all(question.replaceAll(" ", " OR "), keys))}`);
console.log(
  `memory: ${await measure((question) => recall(db, { organization, places: usable, reader: person, question }))}`,
);
if (p50 > MAX_P50) {
  console.error(`Half of all questions take more than ${MAX_P50} ms.`);
  process.exitCode = 1;
}
