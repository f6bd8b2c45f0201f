/**
 * `npm run bench:composer`: one person types while 100 others watch, in the shared composer of a session and with unmodified
 * y-partyserver, as ratios of one interleaved run. The baseline runs twice: the second copy is the control and shows the noise
 * of the machine.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { build } from "vite";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { openComposer } from "../../client/sdk/composer/index.ts";
import { createClient } from "../../client/sdk/index.ts";
import { parseMark } from "../../client/sdk/parse-mark.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import { buildServer } from "../../scripts/build.ts";
import { startServer } from "../../scripts/serve.ts";
import { paths, type RoomReference } from "../../shared/api.ts";
import { makeId } from "../../shared/ids.ts";
import { PING_INTERVAL } from "../../shared/limits.ts";
import { PING, PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import { type Account, makeCast, postAs, ticketFor } from "../chaos/world/cast.ts";
import { until } from "../chaos/world/until.ts";
import { workerdCpu } from "./cpu.ts";
import { median } from "./load.ts";
import { newDataFolder, open, startBaselineServer } from "./target.ts";

const WATCHERS = Number(process.argv[3] ?? 100);
const PEOPLE = 10;
/** A fast typist: ten keystrokes per second. */
const KEYS = 200;
const KEY_INTERVAL_MS = 100;
const ROUNDS = Number(process.argv[2] ?? 3);

interface Typed {
  /** Server CPU per keystroke, milliseconds. */
  cpu: number;
  /** Bytes to one watcher per keystroke. */
  bytes: number;
}

interface Text {
  type: () => Promise<Typed>;
  stop: () => Promise<void>;
}

/** Counts the bytes that one watcher receives. */
class Counter {
  bytes = 0;

  watch(socket: WebSocket): void {
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }) => {
      this.bytes += data instanceof ArrayBuffer ? data.byteLength : String(data).length;
    });
  }
}

async function keys(press: () => void, cpu: () => number, counter: Counter): Promise<Typed> {
  await delay(500);
  const before = { cpu: cpu(), bytes: counter.bytes };
  for (let key = 0; key < KEYS; key++) {
    press();
    await delay(KEY_INTERVAL_MS);
  }
  await delay(500);
  return { cpu: (cpu() - before.cpu) / KEYS, bytes: (counter.bytes - before.bytes) / KEYS };
}

async function startSession(): Promise<Text> {
  const data = newDataFolder();
  const server = await startServer({ port: 0, data, quiet: true });
  const { organization, owner, members } = await makeCast(server.origin, { people: PEOPLE + 1, rooms: 0 });
  const users = members.map(({ user }) => user);
  const session = { kind: "session", name: "Prompt", members: users };
  const { id: room } = await postAs<RoomReference>(server.origin, owner, paths.rooms(organization), session);
  const address = async (account: Account): Promise<string> => {
    const ticket = await ticketFor(server.origin, account, organization, room);
    return `${server.origin.replace("http", "ws")}${paths.roomSocket(organization, room)}?ticket=${ticket}`;
  };
  const newDevice = () => makeId("dev", (bytes) => crypto.getRandomValues(bytes));
  const counter = new Counter();
  const watchers: WebSocket[] = [];
  for (let n = 0; n < WATCHERS; n++) {
    const account = members[n % PEOPLE];
    if (account === undefined) throw new Error("nobody watches");
    const socket = await open(await address(account));
    socket.addEventListener("message", ({ data }) => {
      const mark = parseMark(String(data));
      if (mark !== null) socket.send(JSON.stringify({ type: "ack", mark }));
    });
    const hello = { type: "hello", version: PROTOCOL_VERSION, device: newDevice(), since: null, epoch: null };
    socket.send(JSON.stringify(hello));
    socket.send(JSON.stringify({ type: "compose.open", ref: 1, epoch: 0, vector: "AA==" }));
    watchers.push(socket);
    if (n === 0) counter.watch(socket);
  }
  const pings = setInterval(() => watchers.forEach((socket) => socket.send(PING)), PING_INTERVAL);
  const client = createClient({
    ...{ origin: server.origin, organization, user: owner.user, device: newDevice() },
    storage: makeMemoryStorage(),
    socketUrl: () => address(owner),
  });
  const composer = openComposer(client.room(room));
  await until(() => composer.isOpen, 20_000, "the composer is open");
  const press = (): void => {
    composer.edit(`${composer.text}x`);
    composer.select(composer.text.length, composer.text.length);
  };
  return {
    type: () => keys(press, () => workerdCpu(server.pid), counter),
    async stop() {
      clearInterval(pings);
      client.close();
      for (const socket of watchers) socket.close();
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Sends the frames that an editor such as y-codemirror sends for each keystroke. */
async function startStock(module: string): Promise<Text> {
  const { origin, cpu, stop } = await startBaselineServer(module);
  const counter = new Counter();
  const sockets: WebSocket[] = [];
  for (let n = 0; n <= WATCHERS; n++) sockets.push(await open(origin.replace("http", "ws")));
  const [writer, watcher] = sockets;
  if (writer === undefined || watcher === undefined) throw new Error("nobody is there");
  counter.watch(watcher);
  const document = new Y.Doc();
  const text = document.getText("text");
  const awareness = new Awareness(document);
  const frame = (...parts: (number | Uint8Array)[]): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(
      parts.flatMap((part) => (typeof part === "number" ? [part] : [...varint(part.length), ...part])),
    );
  document.on("update", (update: Uint8Array) => writer.send(frame(0, 2, update)));
  const user = { name: "Ada Lovelace", color: "#30bced", colorLight: "#30bced33" };
  const press = (): void => {
    text.insert(text.length, "x");
    const place = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, text.length));
    awareness.setLocalState({ user, cursor: { anchor: place, head: place } });
    writer.send(frame(1, encodeAwarenessUpdate(awareness, [document.clientID])));
  };
  return {
    type: () => keys(press, cpu, counter),
    async stop() {
      awareness.destroy();
      for (const socket of sockets) socket.close();
      await stop();
    },
  };
}

/** Seven bits per byte, lowest first. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}

async function bundleStock(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      outDir: folder,
      minify: false,
      lib: { entry: join(import.meta.dirname, "stock/y-object.ts"), formats: ["es"], fileName: "y-object" },
      rolldownOptions: { external: /^cloudflare:/ },
    },
  });
  return join(folder, "y-object.js");
}

await buildServer();
const folder = newDataFolder();
const texts: Text[] = [];
try {
  const module = await bundleStock(folder);
  texts.push(await startSession(), await startStock(module), await startStock(module));
  const results: Typed[][] = texts.map(() => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, text] of texts.entries()) {
      const typed = await text.type();
      // The first round is a warm-up.
      if (round > 0) results[i]?.push(typed);
    }
  }
  const of = (which: keyof Typed): number[] =>
    results.map((rounds) => median(rounds.map((typed) => typed[which])));
  console.log(`${KEYS} keys in front of ${WATCHERS}, ${ROUNDS} rounds; for each key\n`);
  console.log("| what | aim | Parley / y-partyserver | control | Parley | y-partyserver |");
  console.log("|---|---|---|---|---|---|");
  for (const [name, aim, unit, values] of [
    ["CPU of the server", "0.3", "ms", of("cpu")],
    ["bytes to one watcher", "0.25", "B", of("bytes")],
  ] as const) {
    const [parley = NaN, stock = NaN, control = NaN] = values;
    const cells = [name, aim, (parley / stock).toFixed(2), (control / stock).toFixed(2)];
    console.log(
      `| ${[...cells, `${parley.toFixed(2)} ${unit}`, `${stock.toFixed(2)} ${unit}`].join(" | ")} |`,
    );
  }
} finally {
  for (const text of texts) await text.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
