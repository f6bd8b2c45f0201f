/**
 * `npm run chaos:drafts`, a part of `npm test`: 50 people with six devices each that write in one draft, and eight teams of
 * three with two devices each in the shared composer of a session. Each device makes 200 changes. Meanwhile the server is
 * killed, and one device of each group is lost. In the end all devices and a fresh one show the same, every expected word is
 * there once, and no acknowledged word or attached file is lost (R14, DRAFT-1, DRAFT-2, DRAFT-11, COMPOSE-1, COMPOSE-2). Takes
 * less than a minute.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openComposer } from "../../client/sdk/composer/index.ts";
import { createDrafts, type DraftStorage } from "../../client/sdk/drafts/index.ts";
import { createClient, ParleyError, type Client } from "../../client/sdk/index.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import { buildServer } from "../../scripts/build.ts";
import { paths, type RoomReference, type Ticket } from "../../shared/api.ts";
import { makeId, type RoomId } from "../../shared/ids.ts";
import { makeRandom, type Random } from "./random.ts";
import { type Account, type Cast, makeCast, postAs } from "./world/cast.ts";
import { ServerUnderTest } from "./world/server-under-test.ts";
import { until } from "./world/until.ts";

const PEOPLE = 50;
const DEVICES = 6;
const CHANGES = 200;
const TEAMS = 8;
const TEAM = 3;
const KILLS = 3;
/** Maximum files that one device attaches. A draft holds 40. */
const MAX_FILES_PER_DEVICE = 6;
/** Average pause between two changes of a device, ms. */
const MEAN_PAUSE_MS = 40;
const TIMEOUT_MS = 60_000;

const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);

/** The text under test: a person's draft, or the shared composer of a session. */
interface Text {
  readonly text: string;
  /** Names of attached files; null if files are not supported. */
  readonly files: readonly string[] | null;
  readonly isLoaded: boolean;
  /** The server has stored all of it and confirmed that on this socket. */
  readonly isStored: boolean;
  subscribe(listener: () => void): () => void;
  edit(text: string, caret: number): void;
  attach(name: string): void;
  detach(name: string): void;
  close(): void;
}

/** The room of the draft, or the session. */
type Place = { type: "draft" | "session"; room: RoomId };

function openText(place: Place, client: Client, storage: DraftStorage): Text {
  if (place.type === "session") {
    const composer = openComposer(client.room(place.room));
    return {
      get text() {
        return composer.text;
      },
      get isLoaded() {
        return composer.isOpen || composer.text !== "";
      },
      get isStored() {
        return composer.isOpen && composer.kept === "everywhere";
      },
      subscribe: (listener) => composer.subscribe(listener),
      edit: (text, caret) => {
        composer.edit(text, caret);
        composer.select(caret, caret);
      },
      files: null,
      attach: () => undefined,
      detach: () => undefined,
      close: () => composer.close(),
    };
  }
  const drafts = createDrafts(client.inbox(), storage);
  const draft = drafts.open(place.room);
  return {
    get text() {
      return draft.text;
    },
    get isLoaded() {
      return draft.isLoaded;
    },
    get isStored() {
      return draft.isLoaded && draft.kept === "everywhere";
    },
    subscribe: (listener) => draft.subscribe(listener),
    edit: (text, caret) => draft.edit(text, caret),
    get files() {
      return draft.files.map((file) => file.name);
    },
    attach: (name) => {
      const id = makeId("att", (bytes) => crypto.getRandomValues(bytes));
      draft.attach({ id, name, bytes: 1, type: "text/plain", at: 1 });
    },
    detach: (name) => {
      const file = draft.files.find((one) => one.name === name);
      if (file === undefined) throw new Error(`${name} is lost on its own device`);
      draft.detach(file);
    },
    close: () => drafts.close(),
  };
}

class Device {
  readonly client: Client;
  readonly draft: Text;
  readonly random: Random;
  readonly name: string;
  /** Words that this device wrote and did not delete. */
  readonly words = new Set<string>();
  /** Files that it attached and did not detach. */
  readonly files = new Set<string>();
  /** Those words and files that were confirmed as stored. */
  acknowledged: ReadonlySet<string> = new Set();
  isLost = false;
  #count = 0;

  constructor(
    server: ServerUnderTest,
    cast: Cast,
    account: Account,
    place: Place,
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
      socketUrl: async (target) => {
        if (!server.ready) throw new ParleyError("unavailable", "The server is not ready.");
        const room = target.type === "room" ? { room: target.room } : {};
        const path = paths.tickets(cast.organization);
        const { ticket } = await postAs<Ticket>(server.origin, account, path, room);
        const socket =
          target.type === "room"
            ? paths.roomSocket(cast.organization, target.room)
            : paths.inboxSocket(cast.organization);
        return `ws://127.0.0.1:${server.port}${socket}?ticket=${ticket}`;
      },
    });
    this.draft = openText(place, this.client, storage);
    this.draft.subscribe(() => {
      if (this.draft.isStored) this.acknowledged = new Set([...this.words, ...this.files]);
    });
  }

  change(): void {
    if (this.draft.files !== null && this.random.next() < 0.1) this.#changeFiles();
    else this.#changeWords();
  }

  /** Attaches a file, or detaches one of this device's. Six devices stay below the limit. */
  #changeFiles(): void {
    const [own] = this.files;
    if (own !== undefined && (this.files.size === MAX_FILES_PER_DEVICE || this.random.next() < 0.4)) {
      this.files.delete(own);
      return this.draft.detach(own);
    }
    const name = `<${this.name}.f${this.#count++}>`;
    this.files.add(name);
    this.draft.attach(name);
  }

  /** Inserts a word between two others, or deletes one of this device's. */
  #changeWords(): void {
    const { text } = this.draft;
    const own = [...this.words];
    const deleted = own[Math.floor(this.random.next() * own.length)];
    if (deleted !== undefined && this.random.next() < 0.35) {
      const at = text.indexOf(deleted);
      if (at < 0) throw new Error(`${deleted} is lost on its own device`);
      this.words.delete(deleted);
      return this.draft.edit(text.slice(0, at) + text.slice(at + deleted.length), at);
    }
    const word = `<${this.name}.${this.#count++}>`;
    const ends = [0, ...Array.from(text.matchAll(/>/g), ({ index }) => index + 1)];
    const at = ends[Math.floor(this.random.next() * ends.length)] ?? 0;
    this.words.add(word);
    this.draft.edit(text.slice(0, at) + word + text.slice(at), at + word.length);
  }

  /** Simulates a lost device: it sends nothing more. */
  lose(): void {
    this.isLost = true;
    this.client.close();
  }

  close(): void {
    this.draft.close();
    this.client.close();
  }
}

async function makeChanges(device: Device): Promise<void> {
  await until(() => device.isLost || device.draft.isLoaded, TIMEOUT_MS, "the draft is open");
  for (let n = 0; n < CHANGES && !device.isLost; n++) {
    device.change();
    await delay(device.random.next() * 2 * MEAN_PAUSE_MS);
  }
}

/** The devices that write in one text. */
interface TextGroup {
  name: string;
  devices: Device[];
  fresh: () => Device;
}

async function check({ name, devices, fresh: open }: TextGroup): Promise<string[]> {
  const living = devices.filter(({ isLost }) => !isLost);
  const fresh = open();
  const all = [...living, fresh];
  try {
    const isEqual = () =>
      new Set(all.map(({ draft }) => JSON.stringify([draft.text, draft.files]))).size === 1 &&
      all.every(({ draft }) => draft.isStored);
    await until(isEqual, TIMEOUT_MS, "all devices show the same");
  } catch {
    return [`${name}: devices differ`];
  } finally {
    fresh.close();
  }
  const text = fresh.draft.text;
  const words: string[] = text.match(/<[^<>]*>/g) ?? [];
  const found = [...words, ...(fresh.draft.files ?? [])];
  const wrong: string[] = [];
  if (words.join("") !== text) wrong.push(`${name}: a word was split: ${text.slice(0, 200)}`);
  if (new Set(found).size !== found.length) wrong.push(`${name}: a word is there twice`);
  for (const { words, files } of living)
    for (const word of [...words, ...files])
      if (!found.includes(word)) wrong.push(`${name}: ${word} is lost`);
  const due = new Set(living.flatMap(({ words, files }) => [...words, ...files]));
  for (const { acknowledged, words, files } of devices.filter(({ isLost }) => isLost)) {
    // A word that was deleted after its acknowledgement may be there or not.
    for (const word of acknowledged)
      if ((words.has(word) || files.has(word)) && !found.includes(word))
        wrong.push(`${name}: acknowledged ${word} is lost`);
  }
  for (const word of found) {
    const ofLost = devices.some((one) => one.isLost && word.startsWith(`<${one.name}.`));
    if (!due.has(word) && !ofLost) wrong.push(`${name}: ${word} came back`);
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
  const accounts = [cast.owner, ...cast.members];
  const people = accounts.map((account, person): TextGroup => {
    const open = (name: string, from: number) =>
      new Device(server, cast, account, { type: "draft", room }, name, makeRandom(from));
    return {
      name: account.name,
      devices: Array.from({ length: DEVICES }, (_, n) => open(`${person}.${n}`, seed + person * DEVICES + n)),
      fresh: () => open("fresh", 1),
    };
  });
  const teams = await Promise.all(
    Array.from({ length: TEAMS }, async (_, team): Promise<TextGroup> => {
      const members = accounts.slice(1 + team * TEAM, 1 + (team + 1) * TEAM);
      const body = { kind: "session", name: `Team ${team}`, members: members.map(({ user }) => user) };
      const path = paths.rooms(cast.organization);
      const { id } = await postAs<RoomReference>(server.origin, cast.owner, path, body);
      const open = (account: Account, name: string, from: number) =>
        new Device(server, cast, account, { type: "session", room: id }, name, makeRandom(from));
      return {
        name: `Team ${team}`,
        devices: [...members, ...members].map((account, n) =>
          open(account, `t${team}.${n}`, seed * 7 + team + n),
        ),
        fresh: () => open(cast.owner, "fresh", 1),
      };
    }),
  );
  const groups = [...people, ...teams];
  const devices = groups.flatMap((each) => each.devices);
  const changes = Promise.all(devices.map(makeChanges));
  for (let kill = 0; kill < KILLS; kill++) {
    await delay(1_500 + random.next() * 1_500);
    const lost = groups.filter((_, n) => n % KILLS === kill).map((each) => each.devices[kill]);
    for (const device of lost) device?.lose();
    await server.kill();
    await delay(random.next() * 500);
    await server.start();
    for (const { client, isLost } of devices) if (!isLost) client.setOnline(true);
  }
  await changes;
  const found = await Promise.all(groups.map(check));
  const wrong = found.flat();
  for (const device of devices) device.close();
  const acknowledged = devices.reduce((sum, one) => sum + one.acknowledged.size, 0);
  const lost = devices.filter(({ isLost }) => isLost).length;
  console.log(
    `seed ${seed}: ${PEOPLE} people, ${TEAMS} teams, ${devices.length} devices, ${lost} lost, ${devices.length * CHANGES} changes, ` +
      `${server.kills} kills, ${acknowledged} words acknowledged, ${wrong.length} wrong`,
  );
  for (const line of wrong.slice(0, 20)) console.log(`FAIL ${line}`);
  // A run without acknowledgements, losses or kills proves nothing.
  process.exitCode =
    wrong.length === 0 && acknowledged > PEOPLE && lost > 0 && server.kills === KILLS ? 0 : 1;
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit();
