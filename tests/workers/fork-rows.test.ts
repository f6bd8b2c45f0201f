import { expect, test } from "vitest";
import { PAGE_SIZE } from "../../shared/limits.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { SqlStore } from "../../server/storage/sql.ts";
import { exchange, writeInto } from "./support/long-session.ts";
import { countRows } from "./support/measured.ts";
import { ada, grace, knockAt, makeRoom, type RoomStub } from "./support/room.ts";

const EXCHANGES = 2_500;
const FORKED_PROMPTS = 8;
const FORKS = 200;

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
