import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { PAGE_SIZE } from "../../shared/limits.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import { librariesUpTo } from "../../server/rules/room/context-source.ts";
import { sqlStore } from "../../server/storage/durable-sql.ts";
import type { SqlStore } from "../../server/storage/sql.ts";
import { exchange, writeInto } from "./support/long-session.ts";
import { countRows } from "./support/measured.ts";
import { ada, grace, knockAt, makeRoom, type RoomStub } from "./support/room.ts";

const EXCHANGES = 2_500;
const FORKED_PROMPTS = 8;
const FORKS = 200;
/** Answers that are based on libraries. */
const ANSWERS = 100;

function flat(store: SqlStore): Seq[] {
  return Array.from({ length: EXCHANGES }, (_, n) => exchange(store, `question ${n}`));
}

/** 200 forks of eight prompts, one within the other: the branch that is shown goes on from eight others. */
function forked(store: SqlStore): Seq[] {
  const perFork = Math.floor(EXCHANGES / (FORKS + 1));
  const forks: Seq[] = [];
  const say = (count: number) => Array.from({ length: count }, (_, n) => exchange(store, `question ${n}`));
  let [prompt] = say(EXCHANGES - FORKS * perFork).slice(-3);
  for (let level = 0; level < FORKED_PROMPTS; level++) {
    for (let n = 0; n < FORKS / FORKED_PROMPTS; n++) {
      const version = exchange(store, `version ${n}`, prompt);
      forks.push(version);
      const rest = say(perFork - 1);
      if (n === FORKS / FORKED_PROMPTS - 1) prompt = rest.at(-3);
    }
  }
  return forks;
}

/** Rows that opening the room and its next older page read, and the messages that came. */
async function opened(
  room: RoomStub,
  more: object = {},
): Promise<{ rows: number[]; texts: string[]; head: Seq }> {
  const device = await knockAt(room, grace);
  const first = await countRows(room);
  const { reset, head } = await device.hello();
  const rows = [first.read];
  const second = await countRows(room);
  const before = reset?.timeline.messages[0]?.seq;
  const page = await device.ask({ type: "history", before, ...more });
  rows.push(second.read);
  const older = page.type === "page" ? page.page.messages : [];
  const texts = [...older, ...(reset?.timeline.messages ?? [])].map(({ text }) => text);
  device.close();
  return { rows, texts, head };
}

test("FORK-6, RESUME-6: a session of 5,000 messages with 200 forks opens as one without: nothing of other branches is read", async () => {
  const members: Parameters<typeof makeRoom>[0] = [
    [ada, "owner"],
    [grace, "member"],
  ];
  const [plain, branched] = [await makeRoom(members, "session"), await makeRoom(members, "session")];
  await writeInto(plain, flat);
  const forks = await writeInto(branched, forked);
  const [without, withForks] = [await opened(plain), await opened(branched)];
  expect([without.head, withForks.head]).toEqual([5_003, 5_003]);
  expect(withForks.texts).toHaveLength(without.texts.length);
  // Two rows for each message, which is looked up in place of a range, and those of the branches on the way.
  const most = without.rows.map((rows) => rows + 2 * PAGE_SIZE + 2 * FORKED_PROMPTS);
  const within = (rows: readonly number[]) => rows.every((read, n) => read > 0 && read <= (most[n] ?? 0));
  expect([withForks.rows, within(withForks.rows)]).toEqual([withForks.rows, true]);
  // Looking at the first branch, and at a version that others replaced long ago.
  for (const more of [{ branch: 0 }, { through: forks[0] }]) {
    const { rows } = await opened(branched, more);
    expect([rows, within(rows)]).toEqual([rows, true]);
  }
}, 60_000);

/** Forks one within the other: each is of the second prompt of the branch before. Returns the prompts with which the branches begin. */
function chained(store: SqlStore): Seq[] {
  exchange(store, "hello");
  return Array.from({ length: FORKS }, (_, n) =>
    exchange(store, `version ${n}`, exchange(store, `prompt ${n}`)),
  );
}

test("FORK-6, CITE-3: what answers on a path are based on is read with the path once, however many there are", async () => {
  const room = await makeRoom([[ada, "owner"]], "session");
  const versions = await writeInto(room, (store) => {
    const begun = chained(store);
    // Those at the beginning, where the way is longest: on the path, and on no path beside it.
    for (const version of begun.slice(0, ANSWERS / 2)) {
      basedOn(store, version, `lib of ${version}`);
      basedOn(store, version - 2, "lib of another branch");
    }
    return begun;
  });
  const rows = await countRows(room);
  const found = await runInDurableObject(room, (_, { storage }) =>
    librariesUpTo(sqlStore(storage.sql), Number.MAX_SAFE_INTEGER),
  );
  expect(found).toEqual(versions.slice(0, ANSWERS / 2).map((version) => `lib of ${version}`));
  expect(rows.read).toBeGreaterThan(0);
  // A row for each branch; for each answer its message, its turn, and their indexes.
  expect(rows.read).toBeLessThanOrEqual(2 * FORKS + 4 * ANSWERS);
}, 60_000);

const basedOn = (store: SqlStore, prompt: Seq, library: string): void =>
  store.run("UPDATE turns SET libraries = ? WHERE answer = ?", JSON.stringify([library]), prompt + 1);
