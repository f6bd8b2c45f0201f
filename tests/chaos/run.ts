/** One chaos run: act, break things, wait until all clients are equal, compare. */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { makeFileStorage } from "../../client/sdk/node/file-storage.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import type { MessageId } from "../../shared/ids.ts";
import { Device } from "./actors/device.ts";
import type { DeviceWorld } from "./actors/device.ts";
import { manageMembersOnce } from "./actors/manage-members.ts";
import { loop } from "./actors/loop.ts";
import { HostileClient } from "./actors/hostile-client.ts";
import { talkOnce } from "./actors/talk.ts";
import { breakOne } from "./faults/break-links.ts";
import { startProxy } from "./faults/proxy.ts";
import type { Proxy } from "./faults/proxy.ts";
import { waitUntilEqual } from "./wait-until-equal.ts";
import type { History } from "./history.ts";
import { measure } from "./metrics.ts";
import type { Metrics } from "./metrics.ts";
import { DEFAULT_MINUTES, MINIMA } from "./options.ts";
import type { Options } from "./options.ts";
import { makeRandom } from "./random.ts";
import type { Random } from "./random.ts";
import { Recorder } from "./recorder.ts";
import { restoreAnOlderCopy } from "./restore.ts";
import type { Restored } from "./restore.ts";
import { makeCast } from "./world/cast.ts";
import type { Cast } from "./world/cast.ts";
import { readFinalLog } from "./world/read-final-log.ts";
import { ServerUnderTest } from "./world/server-under-test.ts";

export interface Result {
  history: History;
  metrics: Metrics;
  kills: number;
  cuts: number;
  starts: number[];
  /** Duration of the faults, and time from their end until all clients are equal, milliseconds. */
  lasted: number;
  recoveryTime: number;
  restored: Restored;
}

const YEARS = 365 * 86_400_000;
/** In each room, people with a second client that repeats the messages of the first. */
const REPEATERS = 3;
/** Errors of client clocks, milliseconds. */
const SKEWS = [0, 0, 10 * YEARS, -10 * YEARS, 3_600_000];

export async function run(options: Options, log: (line: string) => void): Promise<Result> {
  const folder = await mkdtemp(join(scratch(), "parley-chaos-"));
  const server = new ServerUnderTest(join(folder, "data"));
  const random = makeRandom(options.seed);
  try {
    await server.start();
    const began = Date.now();
    const cast = await makeCast(server.origin, options);
    const proxy = await startProxy(server);
    const recorder = new Recorder();
    const world: DeviceWorld = {
      recorder,
      cast,
      origin: server.origin,
      ready: () => server.ready,
      socketPort: proxy.port,
    };
    const devices = makeDevices(world, folder, random);
    const hostile = makeHostileClients(devices, world, random);
    log(
      `${cast.members.length + 1} people, ${cast.rooms.length} rooms, ${devices.length} devices; breaking things …`,
    );

    const lasted = await chaos({ options, server, proxy, cast, devices, hostile, recorder, random });
    for (const client of hostile) client.close();
    log(`healing after ${Math.round(lasted / 1000)} s, ${server.kills} kills and ${proxy.broken} cuts …`);
    const recoveryTime = await waitUntilEqual(devices, cast, proxy, recorder);

    const clients = [...devices, ...hostile].map((client) => client.history);
    const kills = server.kills;
    const cuts = proxy.broken;
    for (const device of devices)
      for (const room of device.rooms)
        device.history.ends.push({ room: room.id, view: room.view, pending: room.outbox.length });
    recorder.stop();
    const rooms = [];
    for (const room of cast.rooms) rooms.push(await readFinalLog(server.origin, cast, room));
    const history = { clients, rooms, began, ended: Date.now() };
    const metrics = measure(clients);
    log("restoring an older copy …");
    const restored = await restoreAnOlderCopy(server, devices, cast);

    for (const device of devices) device.close();
    await proxy.close();
    return { history, metrics, kills, cuts, starts: server.startTimes, lasted, recoveryTime, restored };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A folder in memory if available. Data that a killed process has written survives there too, and a slow disk would reduce the
 * number of crash points.
 */
function scratch(): string {
  return existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
}

/** Everyone has a laptop in all rooms, every third person a phone in one; one laptop in six stores its outbox in files. */
function makeDevices(world: DeviceWorld, folder: string, random: Random): Device[] {
  const { owner, members, rooms } = world.cast;
  return [owner, ...members].flatMap((account, n) =>
    (n % 3 === 0 ? ["laptop", "phone"] : ["laptop"]).map((kind, which) => {
      const name = `${account.name}'s ${kind}`;
      const storage =
        n % 6 === 1 ? makeFileStorage(join(folder, `outbox-${n}-${kind}`)) : makeMemoryStorage();
      const open = kind === "laptop" ? rooms : rooms.slice(0, 1);
      const skew = SKEWS[(n + which) % SKEWS.length] ?? 0;
      return new Device({ name, account, rooms: open, storage, skew }, world, random.fork(name));
    }),
  );
}

/** In each room one hostile client, and some that repeat what a person's own device has sent. */
function makeHostileClients(devices: Device[], world: DeviceWorld, random: Random): HostileClient[] {
  const { members, rooms } = world.cast;
  const [mallory, ...others] = members;
  if (mallory === undefined) throw new Error("nobody is here");
  return rooms.flatMap((room, n) => [
    new HostileClient(mallory, room, () => [], world, random.fork(`mallory ${n}`)),
    ...others.slice(n * REPEATERS, (n + 1) * REPEATERS).map((account) => {
      const own = devices.find(({ spec }) => spec.account === account);
      const repeats = () => (own === undefined ? [] : latestSends(own, room));
      return new HostileClient(account, room, repeats, world, random.fork(`repeats ${account.name} ${n}`));
    }),
  ]);
}

function latestSends(device: Device, room: string): { id: MessageId; text: string }[] {
  return device.history.entries
    .slice(-200)
    .flatMap((entry) =>
      entry.type === "sent" &&
      entry.room === room &&
      entry.frame.type === "send" &&
      entry.frame.replyTo === undefined &&
      entry.frame.thread === undefined
        ? [{ id: entry.frame.id, text: entry.frame.text }]
        : [],
    );
}

interface Stage {
  options: Options;
  server: ServerUnderTest;
  proxy: Proxy;
  cast: Cast;
  devices: Device[];
  hostile: HostileClient[];
  recorder: Recorder;
  random: Random;
}

async function chaos({
  options,
  server,
  proxy,
  cast,
  devices,
  hostile,
  recorder,
  random,
}: Stage): Promise<number> {
  const began = performance.now();
  const victims = cast.members.slice(-4).map(({ user }) => user);
  const [owner] = devices;
  if (owner === undefined) throw new Error("nobody is here");
  const pace = random.fork("pace");
  const loops = [
    ...devices.flatMap((device) =>
      device.spec.rooms.map((room) => {
        const own = random.fork(`${device.spec.name} in ${room}`);
        return loop(
          () => own.between(20, 90),
          () => talkOnce(device, room, own, recorder),
        );
      }),
    ),
    ...hostile.map((client) =>
      loop(
        () => pace.between(30, 120),
        () => client.sendHostileFrame(),
      ),
    ),
    ...cast.rooms.map((room) => {
      const own = random.fork(`govern ${room}`);
      return loop(
        () => own.between(500, 1_500),
        () => manageMembersOnce(owner, room, devices, victims, own),
      );
    }),
  ];
  const breaking = loop(
    () => random.between(25, 90),
    () => breakOne(proxy, random),
  );
  const times = random.fork("kills");
  const killing = loop(
    () => times.between(1_200, 4_000),
    async () => {
      await server.kill();
      await server.start();
      // The other devices reconnect after their delay.
      for (const device of devices) if (times.chance(0.9)) device.reportOnline();
    },
  );
  await enough(
    options,
    server,
    proxy,
    [...devices, ...hostile].map(({ history }) => history),
  );
  await killing.stop();
  await breaking.stop();
  proxy.stopFaults();
  await Promise.all(loops.map((one) => one.stop()));
  return performance.now() - began;
}

async function enough(
  { minutes }: Options,
  server: ServerUnderTest,
  proxy: Proxy,
  clients: History["clients"],
): Promise<void> {
  const end = performance.now() + (minutes ?? DEFAULT_MINUTES) * 60_000;
  while (performance.now() < end) {
    await delay(1_000);
    if (minutes !== null || server.kills < MINIMA.kills || proxy.broken < MINIMA.cuts) continue;
    const { sends, resends } = measure(clients);
    if (sends >= MINIMA.sends && resends >= MINIMA.resends) return;
  }
}
