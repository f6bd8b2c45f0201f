/** One room's database is restored alone, or damaged, under a real server that others use. */
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { open } from "../../docs/examples/two-people.ts";
import { buildClient, buildServer } from "../../scripts/build.ts";
import { objectId } from "../../scripts/object-id.ts";
import { node, quietEnvironment, root } from "../../scripts/root.ts";
import { type RunningServer, startServer } from "../../scripts/serve.ts";
import type { Room } from "../../client/sdk/index.ts";
import type { RoomId } from "../../shared/ids.ts";
import { type Cast, makeCast } from "../chaos/world/cast.ts";
import { until } from "../support/eventually.ts";

const data = mkdtempSync(join(tmpdir(), "parley-restored-"));
let server: RunningServer;
let cast: Cast;
let garden: RoomId;
let den: RoomId;
const opened: Room[] = [];

beforeAll(async () => {
  await buildClient();
  await buildServer();
  server = await startServer({ port: 0, data, quiet: true });
  cast = await makeCast(server.origin, { people: 2, rooms: 2 });
  const [first, second] = cast.rooms;
  if (first === undefined || second === undefined) throw new Error("The cast has too few rooms.");
  garden = first;
  den = second;
});

afterAll(async () => {
  for (const room of opened) room.close();
  await server?.stop();
  rmSync(data, { recursive: true, force: true });
});

function enter(account: Cast["owner"], room: RoomId): Room {
  const entered = open({ origin: server.origin, organization: cast.organization, ...account }, room);
  opened.push(entered);
  return entered;
}

async function restart(whileDown: () => void): Promise<void> {
  const { port } = server;
  await server.stop();
  whileDown();
  server = await startServer({ port, data, quiet: true });
}

const texts = (room: Room): string[] => room.view?.messages.map(({ text }) => text) ?? [];
const fileOf = (room: RoomId): string =>
  join(data, "v3/do/parley-RoomServer", `${objectId("parley-RoomServer", room)}.sqlite`);
const checkData = () =>
  spawnSync(node, [`${root}scripts/check-data.ts`], {
    env: { ...quietEnvironment, PARLEY_DATA: data },
    encoding: "utf8",
  });

async function say(room: Room, text: string, to: Room): Promise<void> {
  await room.send({ text });
  await until(() => texts(to).includes(text) && room.outbox.length === 0);
}

test("RUN-2, RESUME-9: a room's file alone is whole after a stop; restored alone, it starts over on every device", async () => {
  const [grace] = cast.members;
  if (grace === undefined) throw new Error("Nobody else is there.");
  const [adas, graces] = [enter(cast.owner, garden), enter(grace, garden)];
  await say(adas, "kept", graces);
  const copy = join(data, "garden.copy");
  await restart(() => {
    expect(existsSync(`${fileOf(garden)}-wal`)).toBe(false);
    copyFileSync(fileOf(garden), copy);
  });
  await say(adas, "lost", graces);
  await say(graces, "lost too", adas);
  const epoch = adas.view?.epoch;

  await restart(() => copyFileSync(copy, fileOf(garden)));
  await until(() => [adas, graces].every((room) => room.isCurrent && room.view?.epoch !== epoch));
  expect([texts(adas), texts(graces)]).toEqual([["kept"], ["kept"]]);
  await say(graces, "after", adas);
  expect(texts(adas)).toEqual(["kept", "after"]);
});

test("RUN-3: a damaged room is found by check-data and says so; other rooms go on", async () => {
  const adas = enter(cast.owner, garden);
  await restart(() => {
    expect(checkData()).toMatchObject({ status: 0 });
    const bytes = readFileSync(fileOf(den));
    writeFileSync(fileOf(den), bytes.fill(7, 4096));
    const { status, stdout } = checkData();
    expect(status).toBe(1);
    expect(stdout).toContain(`(the conversation “Room 1”, ${den})`);
    expect(stdout.match(/^damaged/gm)).toHaveLength(1);
  });
  // A running server has the folder.
  const refused = checkData();
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining(server.origin) });

  const damaged = await fetch(
    `${server.origin}/api/organizations/${cast.organization}/rooms/${den}/attachments`,
    {
      headers: { cookie: cast.owner.cookie },
    },
  );
  expect(await damaged.json()).toMatchObject({ error: { code: "damaged" } });
  expect(await closeCode(den)).toBe(4500);
  await say(adas, "goes on", enter(cast.owner, garden));
});

test("RUN-3: a room whose database was copied without its content says so", async () => {
  await restart(() => {
    writeFileSync(fileOf(den), "");
    expect(checkData().stdout).toContain("the database of “Room 1” is empty");
  });
  expect(await closeCode(den)).toBe(4500);
});

test("RESUME-5: RESTORE_GENERATION=1 npm start gives every room a new epoch, and the next start none", async () => {
  const adas = enter(cast.owner, garden);
  await until(() => adas.isCurrent);
  const before = adas.view?.epoch;
  const { port } = server;
  await server.stop();
  const started = spawn(node, [`${root}scripts/start.ts`], {
    cwd: root,
    env: { ...quietEnvironment, PORT: String(port), PARLEY_DATA: data, RESTORE_GENERATION: "1" },
    stdio: "ignore",
  });
  await until(() => adas.isCurrent && adas.view?.epoch !== before);
  const raised = adas.view?.epoch;
  const ended = new Promise((done) => started.once("exit", done));
  started.kill("SIGTERM");
  await ended;
  server = await startServer({ port, data, quiet: true });
  const again = enter(cast.owner, garden);
  await until(() => again.isCurrent);
  expect(again.view?.epoch).toBe(raised);
});

/** The code with which the room's socket is closed, opened by a browser with its cookie. */
async function closeCode(room: RoomId): Promise<number> {
  const address = `${server.origin.replace("http", "ws")}/api/organizations/${cast.organization}/rooms/${room}/socket`;
  // Node's WebSocket takes headers; a browser sends its own.
  const Socket = WebSocket as unknown as new (url: string, options: object) => WebSocket;
  const socket = new Socket(address, { headers: { origin: server.origin, cookie: cast.owner.cookie } });
  return new Promise((resolve) => socket.addEventListener("close", ({ code }) => resolve(code)));
}
