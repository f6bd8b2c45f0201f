/** A full disk, for real: the server's data is on a small disk that the test fills. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { open } from "../../docs/examples/two-people.ts";
import { buildServer } from "../../scripts/build.ts";
import { type RunningServer, startServer } from "../../scripts/serve.ts";
import type { Room } from "../../client/sdk/index.ts";
import { paths } from "../../shared/api.ts";
import { type Cast, makeCast } from "../chaos/world/cast.ts";
import { eventually, until } from "../support/eventually.ts";
import { smallDisk } from "./support/small-disk.ts";

const data = mkdtempSync(join(tmpdir(), "parley-full-disk-"));
const disk = smallDisk(data);
let server: RunningServer;

beforeAll(async () => {
  await buildServer();
  server = await startServer({ port: 0, data, quiet: true, within: disk.within });
  console.log(`The disk is ${disk.kind}.`);
});

afterAll(async () => {
  await server?.stop();
  rmSync(data, { recursive: true, force: true });
});

const texts = (room: Room): string[] => room.view?.messages.map(({ text }) => text) ?? [];

test.runIf(disk.fill !== null)(
  "DISK-1: on a full disk writing is refused in words, reading goes on, and what waited is sent when there is room",
  async () => {
    const { origin, pid } = server;
    const cast = await makeCast(origin, { people: 2, rooms: 1 });
    const [room] = cast.rooms;
    const [grace] = cast.members;
    if (room === undefined || grace === undefined) throw new Error("The cast is too small.");
    const enter = (account: Cast["owner"]) =>
      open({ origin, organization: cast.organization, ...account }, room);
    const adas = enter(cast.owner);
    await adas.send({ text: "before" });
    await until(() => texts(adas).includes("before") && adas.outbox.length === 0);

    disk.fill?.(pid);
    await eventually(async () => expect((await post(cast, paths.rooms(cast.organization))).status).toBe(507));
    const refused = await post(cast, paths.rooms(cast.organization));
    expect(await refused.json()).toMatchObject({
      ok: false,
      error: { code: "storage_full", message: expect.stringContaining("disk is full") },
    });
    expect(refused.headers.get("retry-after")).toBe("5");

    // A message waits and says why; whoever comes now reads what there is.
    await adas.send({ text: "while it was full" });
    await until(() => adas.outbox[0]?.waits !== undefined);
    expect(adas.outbox).toMatchObject([{ text: "while it was full", waits: { code: "storage_full" } }]);
    await expect(adas.rename("garden")).rejects.toMatchObject({ code: "storage_full" });
    const graces = enter(grace);
    await until(() => texts(graces).includes("before"));
    expect(adas.connection.type).toBe("open");
    const me = await fetch(`${origin}${paths.me}`, { headers: { cookie: grace.cookie } });
    expect(me.status).toBe(200);

    disk.empty(pid);
    await until(() => texts(graces).includes("while it was full") && adas.outbox.length === 0);
    expect((await post(cast, paths.rooms(cast.organization))).status).toBe(201);
    expect(texts(graces).filter((text) => text === "while it was full")).toHaveLength(1);
    adas.close();
    graces.close();
  },
);

test.runIf(disk.fill === null)(
  "DISK-1: a disk that is full from the start refuses writing in words",
  async () => {
    await eventually(async () => {
      const answer = await fetch(`${server.origin}/api/auth/sign-up/email`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: server.origin },
        body: JSON.stringify({ name: "Ada", email: "ada@lab.test", password: "correct horse" }),
      });
      expect(await answer.json()).toMatchObject({ error: { code: "storage_full" } });
    });
  },
);

function post({ owner }: Cast, path: string): Promise<Response> {
  return fetch(`${server.origin}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.origin, cookie: owner.cookie },
    body: JSON.stringify({ kind: "group", name: "another", members: [] }),
  });
}
