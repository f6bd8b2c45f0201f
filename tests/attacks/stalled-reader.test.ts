/** Case 15: one device in a busy room stops reading its socket and keeps it open. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "../../client/sdk/index.ts";
import type { Client } from "../../client/sdk/index.ts";
import { parseMark } from "../../client/sdk/parse-mark.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import { buildServer } from "../../scripts/build.ts";
import { type RunningServer, startServer } from "../../scripts/serve.ts";
import { paths } from "../../shared/api.ts";
import { makeId, makeMessageId } from "../../shared/ids.ts";
import type { RoomId } from "../../shared/ids.ts";
import { COMMAND_RATE } from "../../shared/limits.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import { workerdMemory } from "../bench/cpu.ts";
import { type Proxy, startProxy } from "../chaos/faults/proxy.ts";
import { type Account, type Cast, makeCast, ticketFor } from "../chaos/world/cast.ts";
import { until } from "../chaos/world/until.ts";

const MIB = 1_024 * 1_024;
const WARM_UP = 40 * MIB;
const TRAFFIC = 200 * MIB;
const MOST_GROWTH = 32 * MIB;
/** Several people send, because the rate limit for commands is per person. */
const TALKERS = 8;
/** Each control character takes six bytes in JSON. This is the largest frame that a text can produce. */
const TEXT = `x${"\u0001".repeat(10_000)}`;
/** Bytes that one such message has in a frame, at least. */
const TEXT_BYTES = 60_000;
/** Rounds of messages that may be under way to a talker. A slow machine then slows the talkers, who must not be too slow themselves. */
const MAX_ROUNDS_AHEAD = 2;

const data = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "parley-stalled-"));
const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
let server: RunningServer;
let proxy: Proxy;
let cast: Cast;
let room: RoomId;

beforeAll(async () => {
  await buildServer();
  // A small heap limit makes V8 collect garbage early. Uncollected garbage would count as memory, and this test does not measure it.
  server = await startServer({ port: 0, data, quiet: true, v8Flags: "--max-heap-size=64" });
  proxy = await startProxy({ port: server.port });
  cast = await makeCast(server.origin, { people: TALKERS + 1, rooms: 1 });
  const [first] = cast.rooms;
  if (first === undefined) throw new Error("the cast has no room");
  room = first;
}, 60_000);

afterAll(async () => {
  await proxy.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
});

async function address(account: Account, port: number): Promise<string> {
  const ticket = await ticketFor(server.origin, account, cast.organization, room);
  return `ws://127.0.0.1:${port}${paths.roomSocket(cast.organization, room)}?ticket=${ticket}`;
}

/** The SDK, connected through the proxy. The proxy can stop reading on its behalf. */
function openClient(account: Account): Client {
  const { organization } = cast;
  return createClient({
    ...{ origin: server.origin, organization, user: account.user, storage: makeMemoryStorage() },
    device: makeId("dev", random),
    socketUrl: () => address(account, proxy.port),
  });
}

/** Sends messages as fast as the rate limit allows, and counts the received bytes. */
class Talker {
  readonly #socket: WebSocket;
  heard = 0;
  closed = false;
  #ref = 0;

  static async open(account: Account): Promise<Talker> {
    const talker = new Talker(new WebSocket(await address(account, server.port)));
    await until(() => talker.heard > 0, 10_000, "the talker is welcomed");
    return talker;
  }

  constructor(socket: WebSocket) {
    this.#socket = socket;
    const hello = { type: "hello", version: PROTOCOL_VERSION, device: makeId("dev", random) };
    socket.addEventListener("open", () =>
      socket.send(JSON.stringify({ ...hello, since: null, epoch: null })),
    );
    socket.addEventListener("close", () => (this.closed = true));
    socket.addEventListener("message", ({ data }) => {
      this.heard += String(data).length;
      const mark = parseMark(String(data));
      if (mark !== null) socket.send(JSON.stringify({ type: "ack", mark }));
    });
  }

  say(): void {
    this.#ref += 1;
    const id = makeMessageId(Date.now(), random);
    this.#socket.send(JSON.stringify({ type: "send", ref: this.#ref, id, text: TEXT }));
  }

  close(): void {
    this.#socket.close();
  }
}

/** Lets everyone send until each has received this many bytes; returns the server's peak memory in that time. */
async function talk(talkers: Talker[], bytes: number): Promise<number> {
  const before = talkers.map(({ heard }) => heard);
  const least = () => Math.min(...talkers.map(({ heard }, n) => heard - (before[n] ?? 0)));
  let most = 0;
  for (let round = 0; least() < bytes; round++) {
    for (const talker of talkers) talker.say();
    await delay(1_000 / COMMAND_RATE.rate);
    const due = (round - MAX_ROUNDS_AHEAD) * talkers.length * TEXT_BYTES;
    await until(
      () => least() >= due || talkers.some(({ closed }) => closed),
      30_000,
      "the talkers have heard",
    );
    if (round % 4 === 0) most = Math.max(most, workerdMemory(server.pid));
    if (talkers.some(({ closed }) => closed)) throw new Error("a talker was closed");
  }
  return most;
}

test(
  "attack 15: a reader that stalls through 200 MiB costs less than 32 MiB, disturbs nobody, and comes back to everything (WINDOW-1)",
  { timeout: 300_000 },
  async () => {
    const [grace = cast.owner, ...others] = cast.members;
    const talkers = await Promise.all([cast.owner, ...others].map((account) => Talker.open(account)));
    const client = openClient(grace);
    const reader = client.room(room);
    await until(() => reader.view !== null, 10_000, "the reader sees the room");
    const usual = await talk(talkers, WARM_UP);

    const [link] = proxy.links();
    link?.readNothing(true);
    const seen = reader.view?.head ?? 0;
    const most = await talk(talkers, TRAFFIC);
    expect((most - usual) / MIB).toBeLessThan(MOST_GROWTH / MIB);
    expect(talkers.filter(({ closed }) => closed)).toEqual([]);

    link?.readNothing(false);
    await until(() => reader.connection.type === "waiting", 10_000, "the reader learns that it was too slow");
    await until(() => reader.connection.type === "open", 20_000, "the reader comes back");
    const fresh = openClient(grace);
    const there = fresh.room(room);
    await until(() => (there.view?.head ?? 0) > seen, 10_000, "a fresh client sees the room");
    await until(() => reader.view?.head === there.view?.head, 10_000, "the reader has everything");
    expect(reader.view?.messages.at(-1)).toEqual(there.view?.messages.at(-1));
    for (const talker of talkers) talker.close();
    client.close();
    fresh.close();
  },
);
