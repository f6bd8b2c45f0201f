/**
 * `npm run chaos:parts`: tests every boundary between two parts of an answer with 200 parts. First 200 watchers of one answer
 * are disconnected, each after another part, and some join late. Then answers run in 40 rooms at once, each at another boundary
 * when the server is killed; five kills cover every boundary. Takes about three minutes.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createClient, ParleyError, type Client, type Room } from "../../client/sdk/index.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import { buildServer } from "../../scripts/build.ts";
import { paths, type RoomReference } from "../../shared/api.ts";
import { makeId, type RoomId } from "../../shared/ids.ts";
import { MAX_SOCKETS_PER_PERSON } from "../../shared/limits.ts";
import type { Message } from "../../shared/protocol/events.ts";
import { startProxy, type Proxy } from "./faults/proxy.ts";
import { type Account, type Cast, makeCast, postAs, ticketFor } from "./world/cast.ts";
import { ServerUnderTest } from "./world/server-under-test.ts";
import { until } from "./world/until.ts";

const PARTS = 200;
/** Interval of words, ms. Slightly longer than the room's interval, so that each word is a separate part. */
const WORD_INTERVAL_MS = 44;
const ROOMS = 40;
const TIMEOUT_MS = 60_000;

const words = (times: number) => ({ say: "w$i é🌿 ", times, every: WORD_INTERVAL_MS });
const textOf = (times: number) => Array.from({ length: times }, (_, i) => `w${i} é🌿 `).join("");
const TEXT = textOf(PARTS);
const AGAIN = "begun again, and whole";

interface Watcher {
  client: Client;
  room: Room;
  parts: number;
  proxy: Proxy | null;
}

function watch(
  server: ServerUnderTest,
  cast: Cast,
  account: Account,
  id: RoomId,
  proxy: Proxy | null,
  cutAfter: number[],
): Watcher {
  const watcher: Omit<Watcher, "client" | "room"> = { parts: 0, proxy };
  class Counting extends WebSocket {
    constructor(url: string | URL) {
      super(url);
      this.addEventListener("message", ({ data }) => {
        if (!String(data).startsWith('{"type":"part"')) return;
        watcher.parts += 1;
        if (cutAfter.includes(watcher.parts)) proxy?.links().forEach((link) => link.cut());
      });
    }
  }
  const client = createClient({
    origin: server.origin,
    organization: cast.organization,
    user: account.user,
    device: makeId("dev", (bytes) => crypto.getRandomValues(bytes)),
    storage: makeMemoryStorage(),
    WebSocket: Counting,
    socketUrl: async (target) => {
      if (target.type === "inbox" || !server.ready)
        throw new ParleyError("unavailable", "The server is not ready.");
      const ticket = await ticketFor(server.origin, account, cast.organization, target.room);
      const port = proxy?.port ?? server.port;
      return `ws://127.0.0.1:${port}${paths.roomSocket(cast.organization, target.room)}?ticket=${ticket}`;
    },
  });
  return Object.assign(watcher, { client, room: client.room(id) });
}

const answersIn = (room: Room): Message[] =>
  (room.view?.messages ?? []).filter(({ answer }) => answer !== undefined);
const newest = (room: Room): Message | undefined => answersIn(room).at(-1);
const hasEnded = (message: Message | undefined): boolean => message?.answer?.endedAt !== undefined;

async function session(server: ServerUnderTest, cast: Cast, name: string): Promise<RoomId> {
  const members = cast.members.map(({ user }) => user);
  const body = { kind: "session", name, members };
  return (await postAs<RoomReference>(server.origin, cast.owner, paths.rooms(cast.organization), body)).id;
}

async function cutEverywhere(server: ServerUnderTest, cast: Cast): Promise<string[]> {
  const id = await session(server, cast, "cut");
  const people = [cast.owner, ...cast.members];
  const watchers: Watcher[] = [];
  for (let n = 0; n < PARTS; n++) {
    const account = people[Math.floor(n / (MAX_SOCKETS_PER_PERSON - 2))];
    if (account === undefined) throw new Error("too few people");
    // Two cuts: the second one may happen during the reconnect.
    watchers.push(watch(server, cast, account, id, await startProxy(server), [n + 1, n + 3]));
  }
  await until(
    () => watchers.every(({ room }) => room.connection.type === "open"),
    TIMEOUT_MS,
    "every watcher is connected",
  );
  const [asker] = watchers;
  await asker?.room.send({ text: `#script ${JSON.stringify([words(PARTS)])}` });
  for (let late = 0; late < 8; late++) {
    await delay((PARTS * WORD_INTERVAL_MS) / 9);
    watchers.push(watch(server, cast, cast.owner, id, null, []));
  }
  const wrong: string[] = [];
  await until(
    () => watchers.every(({ room }) => hasEnded(newest(room))),
    TIMEOUT_MS,
    "everyone sees the end",
  );
  await until(
    () => watchers.every(({ room }) => newest(room)?.text === TEXT),
    10_000,
    "everyone has all of it",
  ).catch(() => undefined);
  for (const [n, { room }] of watchers.entries()) {
    const answer = newest(room);
    if (answer?.text !== TEXT || answer.answer?.state !== "completed" || answersIn(room).length !== 1)
      wrong.push(`watcher ${n}: ${answer?.answer?.state}, ${answer?.text.length} of ${TEXT.length}`);
  }
  const cuts = watchers.filter(({ proxy }) => (proxy?.broken ?? 0) > 0).length;
  if (cuts < PARTS) wrong.push(`only ${cuts} of ${PARTS} boundaries were cut`);
  for (const { client, proxy } of watchers) {
    client.close();
    await proxy?.close();
  }
  console.log(`cut after each of ${PARTS} parts, ${watchers.length} watchers, ${wrong.length} wrong`);
  return wrong;
}

async function killEverywhere(server: ServerUnderTest, cast: Cast): Promise<string[]> {
  const wrong: string[] = [];
  const boundaries = Array.from({ length: PARTS - 1 }, (_, n) => n + 1);
  const watchers: Watcher[] = [];
  for (let n = 0; n < ROOMS; n++) {
    watchers.push(watch(server, cast, cast.owner, await session(server, cast, `kill ${n}`), null, []));
  }
  await until(
    () => watchers.every(({ room }) => room.connection.type === "open"),
    TIMEOUT_MS,
    "the rooms are open",
  );
  for (let kill = 0; kill * ROOMS < boundaries.length; kill++) {
    // All rooms reach their boundary at the same time, so that the last words are not stored yet. The longest answers start
    // first.
    const targets = boundaries.slice(kill * ROOMS, (kill + 1) * ROOMS).reverse();
    const targeted = watchers.slice(0, targets.length);
    for (const [n, { room }] of targeted.entries()) {
      const [target = 0, next = target] = targets.slice(n);
      const attempts = [[words(target), { stall: true }], [{ say: AGAIN }]];
      await room.send({ text: `#script ${JSON.stringify({ attempts })}` });
      await delay((target - next) * WORD_INTERVAL_MS);
    }
    const isThere = ({ room }: Watcher, n: number) => newest(room)?.text === textOf(targets[n] ?? 0);
    await until(() => targeted.every(isThere), TIMEOUT_MS, "every answer has reached its boundary");
    await server.kill();
    await server.start();
    for (const { client } of watchers) client.setOnline(true);
    const done = () =>
      targeted.every(
        ({ room }) =>
          room.connection.type === "open" && answersIn(room).length === kill + 1 && hasEnded(newest(room)),
      );
    await until(done, TIMEOUT_MS, "every answer has ended");
    for (const [n, { room }] of targeted.entries()) {
      const answer = newest(room);
      if (answer?.answer?.state !== "completed" || answer.text !== AGAIN)
        wrong.push(`room ${n}: ${answer?.answer?.state} ${JSON.stringify(answer?.text.slice(0, 40))}`);
    }
    for (const [n, watcher] of targeted.entries()) {
      const fresh = watch(server, cast, cast.owner, watcher.room.id, null, []);
      await until(() => fresh.room.view !== null, TIMEOUT_MS, "a fresh client sees the room");
      if (newest(fresh.room)?.text !== newest(watcher.room)?.text)
        wrong.push(`room ${n} differs from what is stored`);
      fresh.client.close();
    }
  }
  for (const { client } of watchers) client.close();
  console.log(
    `killed ${server.kills} times under ${ROOMS} answers, at each of ${boundaries.length} boundaries, ${wrong.length} wrong`,
  );
  return wrong;
}

await buildServer();
const folder = await mkdtemp(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "parley-parts-"));
const server = new ServerUnderTest(join(folder, "data"));
try {
  await server.start();
  const cast = await makeCast(server.origin, { people: 14, rooms: 0 });
  const wrong = [...(await cutEverywhere(server, cast)), ...(await killEverywhere(server, cast))];
  for (const line of wrong.slice(0, 20)) console.log(`FAIL ${line}`);
  console.log(`\n${wrong.length === 0 ? 2 : 0} passed, ${wrong.length} failed`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit();
