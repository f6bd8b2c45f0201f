/**
 * Searches in an organization with a million messages, with the rights of the person, beside what one would make first: an FTS5 table of the
 * text, once without rights and once with a join of the person's rooms, both without languages and filters. `npm run bench:messages`; the results are in docs/measurements.md.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { IndexedMessage } from "../../server/bindings/message-index.ts";
import { find } from "../../server/search/index/find.ts";
import { searchMigrations } from "../../server/search/index/migrations.ts";
import { positionOf, take } from "../../server/search/index/write.ts";
import { parseQuery } from "../../server/search/query/parse-query.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { makeId, type OrganizationId, type RoomId, type UserId } from "../../shared/ids.ts";
import { nodeSql } from "../support/node-sql.ts";

const MESSAGES = Number(process.env["MESSAGES"] ?? 1_000_000);
const ROOMS = 1_000;
const WORDS = 40_000;
const CHUNK = 20_000;
const RUNS = 40;
/** The promise: half of all searches take less, milliseconds. */
const MAX_P50 = 30;
/** How many times as long as FTS5 with a join half of all searches may take. */
const MAX_RATIO = 10;

/** The same numbers in each run. */
let state = 42;
const random = (): number => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
/** Few are frequent, most are rare. */
const skewed = (count: number): number => Math.floor(count ** random()) - 1;
const bytes = (into: Uint8Array<ArrayBuffer>) => into.map(() => Math.floor(random() * 256));

const syllables = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "wo", "zu"];
const wordAt = (number: number): string => {
  let word = "";
  for (let rest = number + 225; rest > 0; rest = Math.floor(rest / 15)) word += syllables[rest % 15];
  return word;
};

const organization: OrganizationId = makeId("org", bytes);
const people = Array.from({ length: 500 }, (): UserId => makeId("user", bytes));
const [inFew, inSome, inAll] = [makeId("user", bytes), makeId("user", bytes), makeId("user", bytes)];
const rooms = Array.from({ length: ROOMS }, (_, i) => ({
  id: makeId("room", bytes) satisfies RoomId,
  head: 0,
  members: [
    inAll,
    ...(i % 7 === 3 ? [inSome] : []),
    ...(i % 200 === 50 ? [inFew] : []),
    ...people.slice(i % 400, (i % 400) + 20),
  ],
}));

const folder = mkdtempSync(join(tmpdir(), "parley-messages-"));
try {
  const file = join(folder, "index.sqlite");
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  const store = nodeSql(database);
  migrate(store, searchMigrations);
  const plainFile = join(folder, "plain.sqlite");
  const plain = new DatabaseSync(plainFile);
  plain.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE VIRTUAL TABLE messages USING fts5 (text);
     CREATE TABLE places (id INTEGER PRIMARY KEY, room INTEGER NOT NULL);
     CREATE TABLE members (user TEXT, room INTEGER, PRIMARY KEY (user, room)) WITHOUT ROWID`,
  );
  const addMember = plain.prepare("INSERT INTO members VALUES (?, ?)");
  rooms.forEach(({ members }, no) => {
    for (const user of new Set(members)) addMember.run(user, no);
  });
  fill();
  measure();

  function fill(): void {
    const insert = plain.prepare("INSERT INTO messages (rowid, text) VALUES (?, ?)");
    const place = plain.prepare("INSERT INTO places VALUES (?, ?)");
    const began = Date.UTC(2024, 0, 1);
    let spent = 0;
    for (let done = 0; done < MESSAGES; done += CHUNK) {
      const byRoom = new Map<number, IndexedMessage[]>();
      plain.exec("BEGIN");
      for (let i = 0; i < Math.min(CHUNK, MESSAGES - done); i++) {
        const room = skewed(ROOMS + 1) % ROOMS;
        const text = Array.from({ length: 4 + Math.floor(random() * 20) }, () => wordAt(skewed(WORDS))).join(
          " ",
        );
        const author = people[skewed(people.length)] ?? inAll;
        const told = byRoom.get(room) ?? [];
        const at = began + (done + i) * 60_000;
        const seq = (rooms[room]?.head ?? 0) + told.length + 1;
        told.push({ seq, at, author, version: 1, text, files: [], thread: null, libraries: [] });
        byRoom.set(room, told);
        insert.run(done + i + 1, text);
        place.run(done + i + 1, room);
      }
      plain.exec("COMMIT");
      const start = performance.now();
      store.transaction(() => {
        for (const [no, messages] of byRoom) tell(no, messages);
      });
      spent += performance.now() - start;
      if (done % 200_000 === 0)
        console.log(`${done + CHUNK} messages, ${((spent / (done + CHUNK)) * 1_000).toFixed(0)} µs each`);
    }
    console.log(
      `index ${mib(file)} MiB, plain FTS5 with its text ${mib(plainFile)} MiB; ${((spent / MESSAGES) * 1_000).toFixed(0)} µs for each message`,
    );
  }

  function tell(no: number, messages: IndexedMessage[]): void {
    const room = rooms[no];
    if (room === undefined) return;
    const told = { organization, room: room.id, epoch: "1" };
    const about = { kind: "group" as const, name: `room ${no}`, members: room.members };
    if (positionOf(store, room.id) === null) take(store, { type: "begin", ...told, head: 0, about });
    const since = room.head;
    room.head += messages.length;
    take(store, { type: "changes", ...told, since, head: room.head, messages, removed: [], about: null });
  }

  function measure(): void {
    // A space at the end: the last word is typed to its end.
    const queries: [name: string, make: () => string][] = [
      ["rare word", () => `${wordAt(5_000 + Math.floor(random() * 30_000))} `],
      ["common word", () => `${wordAt(Math.floor(random() * 20))} `],
      ["two words", () => `${wordAt(Math.floor(random() * 300))} ${wordAt(Math.floor(random() * 3_000))} `],
      ["phrase", () => `"${wordAt(Math.floor(random() * 20))} ${wordAt(Math.floor(random() * 20))}"`],
      [
        "word and not another",
        () => `${wordAt(Math.floor(random() * 300))} -${wordAt(Math.floor(random() * 20))} `,
      ],
      ["beginning of a word", () => wordAt(Math.floor(random() * 3_000)).slice(0, 5)],
    ];
    const all = { plain: [] as number[], join: [] as number[], own: [] as number[] };
    for (const [name, make] of queries) {
      const asked = Array.from({ length: RUNS }, make);
      const alone = asked.map((query) => timed(() => plainSearch(query)));
      all.plain.push(...alone);
      console.log(`${name}: without rights ${shown(alone)}`);
      for (const [who, user] of [
        ["5 rooms", inFew],
        ["143 rooms", inSome],
        ["1,000 rooms", inAll],
      ] as const) {
        const joined = asked.map((query) => timed(() => plainSearch(query, user)));
        const own = asked.map((query) => timed(() => ownSearch(user, query)));
        all.join.push(...joined);
        all.own.push(...own);
        console.log(`  ${who}: with a join ${shown(joined)} | here ${shown(own)}`);
      }
    }
    const ratio = percentile(all.own, 0.5) / percentile(all.join, 0.5);
    console.log(
      `all: without rights ${shown(all.plain)} | with a join ${shown(all.join)} | here ${shown(all.own)} | ratio of p50 to the join ${ratio.toFixed(1)}`,
    );
    if (percentile(all.own, 0.5) > MAX_P50) throw new Error(`p50 is over ${MAX_P50} ms`);
    if (ratio > MAX_RATIO) throw new Error(`p50 is over ${MAX_RATIO} times that of FTS5 with a join`);
  }

  function ownSearch(user: UserId, query: string): void {
    const { texts, has, since, until } = parseQuery(query, { now: 0, offset: 0 });
    find(store, {
      ...{ organization, user, searched: { texts, has, since, until, from: [], in: [], with: [] } },
      ...{ unreadable: [], order: "newest", after: null, limit: 20, count: true },
    });
  }

  /** The newest 20 hits and their count up to the same limit; without `user` those of all rooms. */
  function plainSearch(query: string, user?: UserId): void {
    const match = query.replace(/(\S+) -(\S+)/, "$1 NOT $2").replace(/^\w+$/, "$&*");
    const mine =
      user === undefined
        ? "messages WHERE messages MATCH ?"
        : `messages CROSS JOIN places ON places.id = messages.rowid WHERE messages MATCH ?
             AND places.room IN (SELECT room FROM members WHERE user = ?)`;
    const values = user === undefined ? [match] : [match, user];
    plain
      .prepare(`SELECT messages.rowid, text FROM ${mine} ORDER BY messages.rowid DESC LIMIT 21`)
      .all(...values);
    plain.prepare(`SELECT count(*) FROM (SELECT 1 FROM ${mine} LIMIT 101)`).get(...values);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function shown(times: readonly number[]): string {
  return `p50 ${percentile(times, 0.5).toFixed(1)} p95 ${percentile(times, 0.95).toFixed(1)} ms`;
}

function mib(file: string): number {
  return Math.round(statSync(file).size / 2 ** 20);
}
