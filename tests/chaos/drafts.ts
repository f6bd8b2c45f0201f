/**
 * `npm run chaos:drafts`, a part of `npm test`: fifty people at once, each with six devices that write into one draft, 200 changes each,
 * while the server is killed under them and one device of each is lost. In the end all devices and a fresh one show the same, every
 * word that is due is there once, and nothing that was acknowledged is lost (R14, DRAFT-1, DRAFT-2). Bounded: less than a minute.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createDrafts, type Draft, type Drafts } from "../../client/sdk/drafts/index.ts";
import { createClient, ParleyError, type Client } from "../../client/sdk/index.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import { buildServer } from "../../scripts/build.ts";
import { paths, type Ticket } from "../../shared/api.ts";
import { makeId, type RoomId } from "../../shared/ids.ts";
import { makeRandom, type Random } from "./random.ts";
import { type Account, type Cast, makeCast, postAs } from "./world/cast.ts";
import { ServerUnderTest } from "./world/server-under-test.ts";
import { until } from "./world/until.ts";

const PEOPLE = 50;
const DEVICES = 6;
const CHANGES = 200;
const KILLS = 3;
/** Between two changes of a device, on average. */
const PAUSE = 40;
const PATIENCE = 60_000;

const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);

class Device {
  readonly client: Client;
  readonly drafts: Drafts;
  readonly draft: Draft;
  readonly random: Random;
  readonly name: string;
  /** What this device wrote and did not take away again. */
  readonly words = new Set<string>();
  /** Of those, what it was told is stored. */
  acknowledged: ReadonlySet<string> = new Set();
  isLost = false;
  #count = 0;

  constructor(
    server: ServerUnderTest,
    cast: Cast,
    account: Account,
    room: RoomId,
    name: string,
    random: Random,
  ) {
    this.name = name;
    this.random = random;
    const storage = makeMemoryStorage();
    this.client = createClient({
      origin: server.origin,
      organization: cast.organization,
      user: account.user,
      device: makeId("dev", (bytes) => crypto.getRandomValues(bytes)),
      storage,
      socketUrl: async () => {
        if (!server.ready) throw new ParleyError("unavailable", "The server is not ready.");
        const path = paths.tickets(cast.organization);
        const { ticket } = await postAs<Ticket>(server.origin, account, path, {});
        return `ws://127.0.0.1:${server.port}${paths.inboxSocket(cast.organization)}?ticket=${ticket}`;
      },
    });
    this.drafts = createDrafts(this.client.inbox(), storage);
    this.draft = this.drafts.open(room);
    this.draft.subscribe(() => {
      if (this.draft.kept === "everywhere") this.acknowledged = new Set(this.words);
    });
  }

  get isSettled(): boolean {
    return this.draft.isLoaded && this.draft.kept === "everywhere";
  }

  /** A word between two others, or one of its own away. */
  change(): void {
    const { text } = this.draft;
    const own = [...this.words];
    const gone = own[Math.floor(this.random.next() * own.length)];
    if (gone !== undefined && this.random.next() < 0.35) {
      const at = text.indexOf(gone);
      if (at < 0) throw new Error(`${gone} is lost on its own device`);
      this.words.delete(gone);
      return this.draft.edit(text.slice(0, at) + text.slice(at + gone.length), at);
    }
    const word = `<${this.name}.${this.#count++}>`;
    const ends = [0, ...Array.from(text.matchAll(/>/g), ({ index }) => index + 1)];
    const at = ends[Math.floor(this.random.next() * ends.length)] ?? 0;
    this.words.add(word);
    this.draft.edit(text.slice(0, at) + word + text.slice(at), at + word.length);
  }

  /** As a device that falls into the sea: nothing more of it comes. */
  lose(): void {
    this.isLost = true;
    this.client.close();
  }

  close(): void {
    this.drafts.close();
    this.client.close();
  }
}

async function live(device: Device): Promise<void> {
  await until(() => device.draft.isLoaded, PATIENCE, "the draft is open");
  for (let n = 0; n < CHANGES && !device.isLost; n++) {
    device.change();
    await delay(device.random.next() * 2 * PAUSE);
  }
}

async function check(
  server: ServerUnderTest,
  cast: Cast,
  account: Account,
  room: RoomId,
  devices: Device[],
): Promise<string[]> {
  const living = devices.filter(({ isLost }) => !isLost);
  const fresh = new Device(server, cast, account, room, "fresh", makeRandom(1));
  const all = [...living, fresh];
  try {
    const isEqual = () =>
      new Set(all.map(({ draft }) => draft.text)).size === 1 && all.every((one) => one.isSettled);
    await until(isEqual, PATIENCE, "all devices show the same");
  } catch {
    return [`${account.name}: devices differ`];
  } finally {
    fresh.close();
  }
  const text = fresh.draft.text;
  const found: string[] = text.match(/<[^<>]*>/g) ?? [];
  const wrong: string[] = [];
  if (found.join("") !== text) wrong.push(`${account.name}: a word was torn: ${text.slice(0, 200)}`);
  if (new Set(found).size !== found.length) wrong.push(`${account.name}: a word is there twice`);
  for (const { words } of living)
    for (const word of words) if (!found.includes(word)) wrong.push(`${account.name}: ${word} is lost`);
  const due = new Set(living.flatMap(({ words }) => [...words]));
  for (const { acknowledged, words } of devices.filter(({ isLost }) => isLost)) {
    // Taken away after it was acknowledged: it may be there or not.
    for (const word of acknowledged)
      if (words.has(word) && !found.includes(word))
        wrong.push(`${account.name}: acknowledged ${word} is lost`);
  }
  for (const word of found) {
    const ofLost = devices.some((one) => one.isLost && word.startsWith(`<${one.name}.`));
    if (!due.has(word) && !ofLost) wrong.push(`${account.name}: ${word} came back`);
  }
  return wrong;
}

await buildServer();
const folder = await mkdtemp(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "parley-drafts-"));
const server = new ServerUnderTest(join(folder, "data"));
try {
  await server.start();
  const cast = await makeCast(server.origin, { people: PEOPLE, rooms: 1 });
  const [room] = cast.rooms;
  if (room === undefined) throw new Error("no room");
  const random = makeRandom(seed);
  const people = [cast.owner, ...cast.members].map((account, person) => ({
    account,
    devices: Array.from(
      { length: DEVICES },
      (_, n) =>
        new Device(server, cast, account, room, `${person}.${n}`, makeRandom(seed + person * DEVICES + n)),
    ),
  }));
  const devices = people.flatMap((each) => each.devices);
  const lives = Promise.all(devices.map(live));
  for (let kill = 0; kill < KILLS; kill++) {
    await delay(1_500 + random.next() * 1_500);
    const lost = people.filter((_, n) => n % KILLS === kill).map((each) => each.devices[kill]);
    for (const device of lost) device?.lose();
    await server.kill();
    await delay(random.next() * 500);
    await server.start();
    for (const { client, isLost } of devices) if (!isLost) client.setOnline(true);
  }
  await lives;
  const found = await Promise.all(
    people.map((each) => check(server, cast, each.account, room, each.devices)),
  );
  const wrong = found.flat();
  for (const device of devices) device.close();
  const acknowledged = devices.reduce((sum, one) => sum + one.acknowledged.size, 0);
  const lost = devices.filter(({ isLost }) => isLost).length;
  console.log(
    `seed ${seed}: ${PEOPLE} people, ${devices.length} devices, ${lost} lost, ${devices.length * CHANGES} changes, ` +
      `${server.kills} kills, ${acknowledged} words acknowledged, ${wrong.length} wrong`,
  );
  for (const line of wrong.slice(0, 20)) console.log(`FAIL ${line}`);
  // One in which nothing was acknowledged, lost or killed shows nothing.
  process.exitCode =
    wrong.length === 0 && acknowledged > PEOPLE && lost > 0 && server.kills === KILLS ? 0 : 1;
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit();
